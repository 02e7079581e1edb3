package datastream.http;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenVerifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class CutOffIT {

    /** Lets everybody in, and has cut everybody off when it is asked again. */
    private static final TokenVerifier CHANGES_ITS_MIND =
            new TokenVerifier() {
                @Override
                public Principal verifyBearer(String authorization) {
                    return new Principal("ada", Role.ADMIN);
                }

                @Override
                public boolean stillHolds(Principal principal) {
                    return false;
                }
            };

    /** A slow sender could else be let in before, and be heard long after. */
    @Test
    void whoIsCutOffWhileTheBodyComesIsNotHeard() throws Exception {
        try (RestServer server =
                        new RestServer(
                                new RestConfig("127.0.0.1", 0),
                                CHANGES_ITS_MIND,
                                new ApiDocs(TestServer.DOCUMENT),
                                routes ->
                                        routes.post(
                                                "/read",
                                                ctx -> {
                                                    try (RequestBody body = RequestBody.read(ctx)) {
                                                        ctx.result(body.bytes());
                                                    }
                                                },
                                                Access.READ));
                HttpClient client = HttpClient.newHttpClient()) {
            server.start();
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + server.port() + "/read"))
                            .POST(BodyPublishers.ofString("heard"))
                            .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains(InvalidToken.CUT_OFF).doesNotContain("heard");
        }
    }
}

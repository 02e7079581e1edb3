package datastream.collector.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.adapter.ForgedTokens;
import datastream.http.Access;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What attackers show, over HTTP. */
class ForgedTokensHttpIT {

    private static final String PATH = "/behind-the-guard";

    @AutoClose
    private final RouteServer server =
            new RouteServer(
                    routes -> routes.get(PATH, ctx -> ctx.result("open"), Access.ADMINISTER));

    @Test
    void theGenuineOneIsTakenAndTheOthersAreRefused() {
        assertThat(show(ForgedTokens.genuine()).body()).isEqualTo("open");
        SoftAssertions answers = new SoftAssertions();
        ForgedTokens.all()
                .forEach(forged -> {
                    HttpResponse<String> answer = show(forged.getValue());
                    answers.assertThat(answer.statusCode()).as(forged.getKey()).isEqualTo(401);
                    answers.assertThat(answer.headers().firstValue("WWW-Authenticate"))
                            .as(forged.getKey())
                            .isPresent();
                    answers.assertThat(answer.body())
                            .as(forged.getKey())
                            .doesNotContain("open", forged.getValue());
                });
        answers.assertAll();
    }

    @Test
    void whatFitsIntoNoHeaderIsRefused() {
        assertThat(show("A".repeat(100_000)).statusCode()).isEqualTo(431);
    }

    @Test
    void aTokenInTheAddressIsNone() {
        assertThat(
                        server.send(
                                        server.request(
                                                PATH + "?access_token=" + ForgedTokens.genuine()),
                                        BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> show(String token) {
        return server.send(
                server.request(PATH).header("Authorization", "Bearer " + token),
                BodyHandlers.ofString());
    }
}

package datastream.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never becomes a request, such as a bad escape in a path, with a problem instead of
 * Jetty's HTML page.
 */
final class JettyProblems extends ErrorHandler {

    private final SecurityHeaders headers;

    JettyProblems(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            String message,
            Throwable cause,
            Callback callback)
            throws JsonProcessingException {
        Problem problem =
                Problem.of(
                        HttpStatus.forStatus(code),
                        "This is no request that can be understood here");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemHandlers.PROBLEM_JSON);
        headers.addTo(response.getHeaders());
        response.write(true, ByteBuffer.wrap(Json.MAPPER.writeValueAsBytes(problem)), callback);
    }
}

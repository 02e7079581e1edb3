package datastream.collector.adapter.http;

import datastream.collector.domain.quality.Quality;
import datastream.collector.usecase.quality.AssessQuality;
import datastream.collector.usecase.quality.TooManyAssessments;
import datastream.collector.usecase.quality.TooManyReadings;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Problem;
import datastream.http.ProblemException;
import datastream.reading.Sensor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/sensors/{sensor}/quality}: what looks wrong in the readings of one sensor. */
public final class QualityRoute {

    private static final String RETRY_SECONDS = "5";

    private final AssessQuality assessQuality;
    private final Clock clock;

    public QualityRoute(AssessQuality assessQuality, Clock clock) {
        this.assessQuality = assessQuality;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/sensors/{sensor}/quality", this::quality, Access.READ_IN_SCOPE);
        routes.exception(
                TooManyReadings.class,
                (e, ctx) -> answer(ctx, HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage()));
        routes.exception(
                TooManyAssessments.class,
                (e, ctx) -> {
                    ctx.header("Retry-After", RETRY_SECONDS);
                    answer(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
                });
    }

    private void quality(Context ctx) {
        Sensor sensor = SensorName.parse(ctx.pathParam("sensor"));
        QualityParameters asked = QualityParameters.of(ctx, clock);
        Quality quality = BearerGuard.scope(ctx).covers(sensor) ? assess(sensor, asked) : null;
        if (quality == null) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "Sensor " + SensorName.of(sensor) + " has no readings; see /api/sensors");
        }
        ctx.json(QualityView.of(sensor, asked, quality));
    }

    private @Nullable Quality assess(Sensor sensor, QualityParameters asked) {
        return assessQuality.assess(sensor, asked.fromMicros(), asked.toMicros(), asked.rules());
    }

    private static void answer(Context ctx, HttpStatus status, @Nullable String detail) {
        Problem.of(status, String.valueOf(detail)).answer(ctx);
    }
}

package datastream.collector.adapter.http;

import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.collector.domain.Seldom;
import datastream.collector.domain.StoredReading;
import datastream.collector.usecase.export.Export;
import datastream.collector.usecase.export.ExportReadings;
import datastream.collector.usecase.export.TooManyExports;
import datastream.http.Access;
import datastream.http.BearerGuard;
import datastream.http.Problem;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.http.StreamedAnswer;
import datastream.reading.InvalidField;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** {@code GET /api/readings/export}: everything that a filter matches, in one answer. */
public final class ExportRoute {

    private static final Logger LOG = LoggerFactory.getLogger(ExportRoute.class);

    private static final String RETRY_SECONDS = "5";

    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ExportReadings exports;
    private final Clock clock;
    private final Seldom warnings = new Seldom(System::nanoTime);

    public ExportRoute(ExportReadings exports, Clock clock) {
        this.exports = exports;
        this.clock = clock;
    }

    /** Before the route of a single reading, whose id it would be taken for. */
    public void addTo(RoutesConfig routes) {
        routes.get("/api/readings/export", this::export, Access.EXPORT);
    }

    private void export(Context ctx) throws IOException {
        QueryParameters query = ReadingParameters.ofExport(ctx);
        ReadingText text = format(query);
        boolean summary = summary(ctx, query);
        ReadingFilter filter =
                ReadingParameters.readings(
                        query, TimeRangeParameters.of(query, clock), BearerGuard.scope(ctx));
        try (Export export = begin(filter, ReadingParameters.order(query), after(query))) {
            // A database that cannot answer is a 503 while nothing has been sent.
            List<StoredReading> first = export.next();
            head(ctx, text);
            send(ctx, export, first, text, summary);
        }
    }

    private Export begin(ReadingFilter filter, Page.Order order, @Nullable ReadingId after) {
        try {
            return exports.begin(filter, order, after);
        } catch (TooManyExports e) {
            Problem problem =
                    Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
            throw new ProblemException(problem, Map.of("Retry-After", RETRY_SECONDS));
        }
    }

    private void head(Context ctx, ReadingText text) {
        String name = "readings-" + FILE_TIME.format(clock.instant()) + "." + text.extension();
        ctx.contentType(text.contentType());
        ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        ctx.header("Cache-Control", "no-store");
    }

    /** Once begun, an answer can fail only by not coming to its end, whatever the reason. */
    private void send(
            Context ctx,
            Export export,
            @Nullable List<StoredReading> first,
            ReadingText text,
            boolean summary)
            throws IOException {
        StreamedAnswer answer = StreamedAnswer.begin(ctx, ExportBody.ROWS, ExportBody.SHA256);
        boolean whole = false;
        try {
            ExportBody body = new ExportBody(answer, text);
            for (List<StoredReading> next = first; next != null; next = export.next()) {
                if (!BearerGuard.stillHolds(ctx)) {
                    throw new IOException("The account has been changed meanwhile");
                }
                body.write(next);
            }
            body.finish(summary);
            whole = true;
        } catch (IOException e) {
            LOG.debug("Nobody reads an export any more, or may", e);
        } catch (RuntimeException e) {
            LOG.atLevel(warnings.isDue() ? Level.WARN : Level.DEBUG)
                    .log("An export was broken off", e);
        } finally {
            if (!whole) {
                answer.cut();
            }
        }
    }

    private static ReadingText format(QueryParameters query) {
        String format = query.text("format");
        return switch (format == null ? "csv" : format) {
            case "csv" -> new CsvText();
            case "ndjson" -> new NdjsonText();
            default ->
                    throw InvalidField.of(
                            "format", "must be csv or ndjson", String.valueOf(format));
        };
    }

    private static boolean summary(Context ctx, QueryParameters query) {
        boolean summary = query.flag("summary", true);
        if (!summary && !StreamedAnswer.tellsItsEnd(ctx)) {
            throw new InvalidField(
                    "summary",
                    "must be true over HTTP/1.0, where nothing else tells a whole export from one that was broken off");
        }
        return summary;
    }

    private static @Nullable ReadingId after(QueryParameters query) {
        String after = query.text("after");
        if (after == null) {
            return null;
        }
        if (query.text("duration") != null
                && query.text("from") == null
                && query.text("to") == null) {
            throw new InvalidField(
                    "after",
                    "cannot go with a duration that ends now, which is another one each time; say from and to");
        }
        try {
            return ReadingId.fromText(after);
        } catch (InvalidField e) {
            throw new InvalidField("after", e.rule());
        }
    }
}

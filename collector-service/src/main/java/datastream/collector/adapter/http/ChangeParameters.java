package datastream.collector.adapter.http;

import datastream.collector.domain.ChangeFilter;
import datastream.collector.domain.ChangeTask;
import datastream.collector.domain.Page;
import datastream.collector.domain.ReadingFilter;
import datastream.collector.domain.ReadingId;
import datastream.http.ProblemException;
import datastream.http.QueryParameters;
import datastream.reading.InvalidField;
import datastream.reading.SensorScope;
import datastream.reading.Timestamps;
import datastream.security.Permission;
import datastream.security.Principal;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request that changes readings, or means changes. */
final class ChangeParameters {

    /** Readings of a change in one answer. */
    private static final int MOST = 1_000;

    private static final Set<String> CHANGES =
            Set.of("kind", "user", "from", "to", "duration", "limit", "offset");

    private ChangeParameters() {}

    /**
     * This guards against a filter that was forgotten, not against one that means everything: that
     * is what confirmations are for.
     *
     * @throws InvalidField when neither a filter nor {@code all=true} says which readings are
     *     meant, or both do
     * @throws ProblemException 403 when somebody who is no administrator means all
     */
    static void requireSaid(QueryParameters query, Principal caller) {
        boolean all = query.flag("all", false);
        if (all == ReadingParameters.isFiltered(query)) {
            throw new InvalidField(
                    "all",
                    all
                            ? "cannot go with a filter"
                            : "must be true when nothing else says which readings are meant");
        }
        if (all && !caller.may(Permission.ADMINISTER)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "Only an administrator may change all readings");
        }
    }

    /**
     * What was shown in a dry run, or is to be: it ends at the latest when that was asked for, so
     * that readings that arrive later are neither counted nor changed.
     *
     * @param asked when the dry run was
     */
    static ReadingFilter shownFilter(QueryParameters query, Instant asked) {
        return filter(query, asked).endingBy(Timestamps.toMicros(asked));
    }

    /**
     * Those who change readings are not limited: no API key may.
     *
     * @param asked when a {@code duration} ends that says nothing else
     */
    static ReadingFilter filter(QueryParameters query, Instant asked) {
        Clock then = Clock.fixed(asked, ZoneOffset.UTC);
        return ReadingParameters.readings(
                query, TimeRangeParameters.of(query, then), SensorScope.UNLIMITED);
    }

    /** Which changes, of which every part may be absent. */
    record Found(ChangeFilter filter, Page page) {}

    static Found page(Context ctx, Clock clock) {
        QueryParameters query = QueryParameters.of(ctx, CHANGES);
        TimeRangeParameters range = TimeRangeParameters.of(query, clock);
        return new Found(
                new ChangeFilter(
                        kind(query), query.text("user"), range.fromMicros(), range.toMicros()),
                new Page(limit(query), ReadingParameters.offset(query), Page.Order.DESC));
    }

    static int limit(QueryParameters query) {
        return query.integerOr("limit", Page.USUAL, 1, MOST);
    }

    /** The reading that a page begins behind. */
    static @Nullable ReadingId after(QueryParameters query) {
        String text = query.text("after");
        if (text == null) {
            return null;
        }
        try {
            return ReadingId.fromText(text);
        } catch (InvalidField e) {
            throw new InvalidField("after", e.rule());
        }
    }

    private static ChangeTask.@Nullable Kind kind(QueryParameters query) {
        String text = query.text("kind");
        if (text == null) {
            return null;
        }
        return Arrays.stream(ChangeTask.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidField.of("kind", "must be edit, delete or undo", text));
    }
}

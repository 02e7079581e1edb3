package datastream.collector.domain.audit;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that the audit log tells. Never has a password, a token or a hash in it, nor a name
 * that no account has: it may be a password that was typed into the wrong field.
 *
 * @param account whom it concerns; null when that is nobody, or nobody who is known
 * @param detail more about it, in our words; null when there is no more
 */
public record AuditEvent(
        AuditKind kind, Actor actor, @Nullable String account, @Nullable String detail) {

    /** Characters of a name that are kept; those of accounts have fewer. */
    public static final int LONGEST_NAME = 100;

    /** Characters of a detail that are kept. */
    public static final int LONGEST_DETAIL = 200;

    public AuditEvent {
        actor = actor.named(cut(actor.name(), LONGEST_NAME));
        account = cut(account, LONGEST_NAME);
        detail = cut(detail, LONGEST_DETAIL);
    }

    /** The same text for events that differ in nothing but where in a network they come from. */
    public String alike() {
        Source source = actor.source();
        return Stream.of(
                        kind.wireName(),
                        actor.name(),
                        source == null ? null : source.network(),
                        actor.door().wireName(),
                        account,
                        detail)
                .map(part -> Objects.requireNonNullElse(part, "\0"))
                .collect(Collectors.joining("\n"));
    }

    /** The same as part of a crowd: what, and by which door. */
    public AuditEvent inACrowd() {
        return new AuditEvent(
                kind, new Actor(null, null, actor.door()), null, "many from many places at once");
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        if (text == null || text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, longest));
    }
}

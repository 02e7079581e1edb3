package datastream.collector.usecase.account;

import static org.assertj.core.api.Assertions.assertThat;

import datastream.collector.domain.Account;
import datastream.collector.domain.Door;
import datastream.collector.domain.NewAccount;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.collector.domain.audit.Actor;
import datastream.collector.domain.audit.AuditEvent;
import datastream.collector.domain.audit.AuditKind;
import datastream.collector.domain.audit.Source;
import datastream.collector.fake.InMemoryAccounts;
import datastream.collector.fake.InMemorySessions;
import datastream.collector.usecase.account.AccountChanges.CutOff;
import datastream.security.AccountGeneration;
import datastream.security.InvalidToken;
import datastream.security.Principal;
import datastream.security.Role;
import datastream.security.TokenSecret;
import datastream.security.Tokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContinueSessionTest {

    private static final Actor FROM = Actor.unknown(Source.of("192.0.2.7"), Door.HTTP);

    private final Clock clock = Clock.systemUTC();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemorySessions sessions =
            new InMemorySessions(accounts::find, SessionLimits.USUAL, clock);
    private final Tokens tokens =
            new Tokens(new TokenSecret("0123456789abcdef0123456789abcdef"), clock);
    private final List<AuditEvent> noted = new ArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final CurrentAccounts current = new CurrentAccounts(tokens, _ -> nobody());
    private final ContinueSession continueSession =
            new ContinueSession(sessions, tokens, current, noted::add);
    private final RefreshToken first = RefreshToken.first(new SecureRandom());
    private Session session;

    private CutOff nobody() {
        questions.incrementAndGet();
        return CutOff.NOBODY;
    }

    @BeforeEach
    void begin() {
        accounts.add(new NewAccount("ann", "hash", Role.VIEWER), FROM);
        session = sessions.begin(accounts.find("ann"), first);
    }

    @Test
    void givesTokensForTheAccountAndTheSession() throws InvalidToken {
        SessionTokens next = continueSession.next(first.text(), FROM);
        Account ann = accounts.find("ann");
        AccountGeneration made = new AccountGeneration(ann.id(), ann.generation());
        assertThat(tokens.verifyBearer("Bearer " + next.access().text()))
                .isEqualTo(new Principal("ann", Role.VIEWER, made, session.id()));
        assertThat(continueSession.next(next.refresh().text(), FROM)).isNotNull();
        assertThat(questions).hasValue(0);
    }

    @Test
    void hearsAtOnceThatASpentTokenHasEndedASession() {
        continueSession.next(first.text(), FROM);
        assertThat(continueSession.next(first.text(), FROM)).isNull();
        assertThat(noted)
                .containsExactly(new AuditEvent(AuditKind.REFRESH_TOKEN_REUSED, FROM, "ann", null));
        assertThat(questions).hasValue(1);
        assertThat(continueSession.next(first.text(), FROM)).isNull();
        assertThat(questions).hasValue(1);
    }

    @Test
    void whatIsNoTokenIsNotLookedFor() {
        for (String text : new String[] {"", "dsr_", "garbage", first.text() + "A"}) {
            assertThat(continueSession.next(text, FROM)).isNull();
        }
        assertThat(continueSession.next(first.text(), FROM)).isNotNull();
    }

    @Test
    void showsNoToken() {
        SessionTokens next = continueSession.next(first.text(), FROM);
        assertThat(next.toString())
                .doesNotContain(next.access().text(), next.refresh().text().substring(4));
    }
}

package datastream.collector.usecase.account;

import datastream.collector.domain.Account;
import datastream.collector.domain.RefreshToken;
import datastream.collector.domain.Session;
import datastream.security.AccountGeneration;
import datastream.security.IssuedToken;
import datastream.security.Principal;
import datastream.security.Tokens;

/**
 * What a session gives: a token to ask with, and one to get the next two with.
 *
 * @param access the short-lived one
 * @param refresh good once
 * @param refreshExpiresMicros from when on that is refused, microseconds since 1970, UTC
 */
public record SessionTokens(IssuedToken access, RefreshToken refresh, long refreshExpiresMicros) {

    static SessionTokens of(Tokens tokens, Account account, Session session, RefreshToken refresh) {
        Principal principal =
                new Principal(
                        account.username(),
                        account.role(),
                        new AccountGeneration(account.id(), account.generation()),
                        session.id());
        return new SessionTokens(
                tokens.issue(principal, Tokens.ACCESS), refresh, session.expiresMicros());
    }
}

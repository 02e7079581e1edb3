package datastream.collector.adapter.http;

import datastream.collector.usecase.account.SessionTokens;
import datastream.reading.Timestamps;

/** The tokens of a session, for the one who may have them. */
record TokenView(
        String token,
        String tokenType,
        String expiresAt,
        String refreshToken,
        String refreshExpiresAt) {

    static TokenView of(SessionTokens tokens) {
        return new TokenView(
                tokens.access().text(),
                "Bearer",
                Timestamps.format(Timestamps.toMicros(tokens.access().expiresAt())),
                tokens.refresh().text(),
                Timestamps.format(tokens.refreshExpiresMicros()));
    }

    /** Never shows the tokens. */
    @Override
    public String toString() {
        return "TokenView[hidden]";
    }
}

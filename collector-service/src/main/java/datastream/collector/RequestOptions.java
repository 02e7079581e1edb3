package datastream.collector;

import datastream.collector.usecase.limit.RequestLimit;
import datastream.collector.usecase.limit.RequestLimits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How many requests are taken from whom. */
final class RequestOptions {

    @Option(
            names = "--requests-per-minute",
            paramLabel = "REQUESTS",
            description =
                    "How many REST requests come through from each account and each API key, over all collectors; 0 to 600000, 0 for any number, default ${DEFAULT-VALUE}. [REQUESTS_PER_MINUTE]",
            defaultValue = "12000",
            converter = PerMinute.class)
    private int perMinute = RequestLimits.USUAL.ofCaller().perMinute();

    @Option(
            names = "--requests-at-once",
            paramLabel = "REQUESTS",
            description =
                    "How many of them at once, after a rest; 1 to 100000, default ${DEFAULT-VALUE}. [REQUESTS_AT_ONCE]",
            defaultValue = "2000",
            converter = AtOnce.class)
    private int atOnce = RequestLimits.USUAL.ofCaller().atOnce();

    @Option(
            names = "--address-requests-per-minute",
            paramLabel = "REQUESTS",
            description =
                    "How many REST requests without a good token or API key come through from each address (of IPv6, each /64, and ten times as many from a /48); 0 to 600000, 0 for any number, default ${DEFAULT-VALUE}. [ADDRESS_REQUESTS_PER_MINUTE]",
            defaultValue = "600",
            converter = PerMinute.class)
    private int addressPerMinute = RequestLimits.USUAL.ofAddress().perMinute();

    @Option(
            names = "--address-requests-at-once",
            paramLabel = "REQUESTS",
            description =
                    "How many of them at once, after a rest; 1 to 100000, default ${DEFAULT-VALUE}. [ADDRESS_REQUESTS_AT_ONCE]",
            defaultValue = "300",
            converter = AtOnce.class)
    private int addressAtOnce = RequestLimits.USUAL.ofAddress().atOnce();

    RequestLimits limits() {
        return new RequestLimits(
                new RequestLimit(perMinute, atOnce),
                new RequestLimit(addressPerMinute, addressAtOnce));
    }

    /** Requests in a minute, or 0. */
    static final class PerMinute implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return ChangeOptions.parse(text, 0, RequestLimit.MOST_PER_MINUTE);
        }
    }

    /** Requests at once. */
    static final class AtOnce implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return ChangeOptions.parse(text, 1, RequestLimit.MOST_AT_ONCE);
        }
    }
}

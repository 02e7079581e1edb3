package datastream.collector.usecase.limit;

/**
 * How many requests are taken from whom, by all collectors on one database together.
 *
 * @param ofCaller from each account, API key or service
 * @param ofAddress from each address, of requests without good credentials
 */
public record RequestLimits(RequestLimit ofCaller, RequestLimit ofAddress) {

    /** Two hundred a second is what one client can ask that waits for each answer. */
    public static final RequestLimits USUAL =
            new RequestLimits(new RequestLimit(12_000, 2_000), new RequestLimit(600, 300));

    /** Any number from anybody. */
    public static final RequestLimits NONE =
            new RequestLimits(RequestLimit.NONE, RequestLimit.NONE);
}

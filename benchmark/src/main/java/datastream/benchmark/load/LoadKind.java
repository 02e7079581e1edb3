package datastream.benchmark.load;

/** The ways to load the table. */
public enum LoadKind {
    /** A bare LOAD DATA loop, past the collector, one sensor in each batch as generators send. */
    RAW,
    /** The same with all sensors mixed in each batch, as gateways send. */
    RAW_MIXED,
    /** The same of a month: each sensor measures every some minutes. */
    RAW_SPREAD,
    /** The generator's own sending code over gRPC {@code Publish}, one stream per sensor. */
    GENERATORS_GRPC,
    /** The generator's own sending code over MQTT: arrays in JSON, acknowledged end to end. */
    GENERATORS_MQTT,
    /** gRPC {@code Publish} with batches over many sensors, as a gateway sends them. */
    GATEWAY,
    /** gRPC {@code Send}: one reading per message. */
    SEND,
    /** Protobuf batches over MQTT, acknowledged end to end. */
    MQTT_BATCHES,
    /** One JSON reading per MQTT message, acknowledged end to end. */
    MQTT_SINGLE,
    /** NDJSON by POST. */
    HTTP
}

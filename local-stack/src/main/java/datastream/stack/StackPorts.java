package datastream.stack;

/**
 * The ports of the local stack; 0 stands for any free one.
 *
 * @param rest the collector's REST API
 * @param grpc the collector's gRPC door
 * @param mqtt the embedded broker
 * @param generator the generators' REST API
 */
record StackPorts(int rest, int grpc, int mqtt, int generator) {}

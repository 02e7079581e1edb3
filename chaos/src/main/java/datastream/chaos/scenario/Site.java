package datastream.chaos.scenario;

import datastream.chaos.link.FaultProxy;
import datastream.testbed.Closing;
import datastream.testbed.CollectorProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** One collector with the links that lead to it. */
final class Site implements AutoCloseable {

    private final CollectorProcess collector;
    private final FaultProxy grpc;
    private final FaultProxy http;

    Site(CollectorProcess collector) {
        this.collector = collector;
        grpc = new FaultProxy(collector.name() + " gRPC", () -> local(collector.grpcPort()));
        http = new FaultProxy(collector.name() + " HTTP", () -> local(collector.restPort()));
    }

    static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void start() {
        grpc.start();
        http.start();
        collector.start();
    }

    CollectorProcess collector() {
        return collector;
    }

    FaultProxy grpc() {
        return grpc;
    }

    FaultProxy http() {
        return http;
    }

    @Override
    public void close() {
        Closing.all(List.of(collector, grpc, http));
    }
}

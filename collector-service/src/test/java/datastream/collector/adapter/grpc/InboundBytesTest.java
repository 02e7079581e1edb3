package datastream.collector.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundBytesTest {

    private static final int KIB = 1024;

    private final InboundBytes bytes = new InboundBytes(8 * KIB);
    private final List<String> ended = new ArrayList<>();

    private ServerStreamTracer stranger(String name) {
        return begin(() -> InboundBytes.onExcessOfStranger(() -> ended.add(name)));
    }

    private ServerStreamTracer sender(String name) {
        return begin(() -> InboundBytes.onExcess(() -> ended.add(name)));
    }

    private ServerStreamTracer begin(Runnable handler) {
        ServerStreamTracer tracer = bytes.newServerStreamTracer("method", new Metadata());
        tracer.filterContext(Context.ROOT).run(handler);
        return tracer;
    }

    @Test
    void aStrangersMessageHasFourKibibytes() {
        ServerStreamTracer tracer = stranger("ann");
        tracer.inboundWireSize(4 * KIB);
        assertThat(ended).isEmpty();
        tracer.inboundWireSize(1);
        tracer.inboundWireSize(1);
        assertThat(ended).as("once").containsExactly("ann");
    }

    @Test
    void strangersTogetherHaveAMebibyteUntilTheyGo() {
        List<ServerStreamTracer> all = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            all.add(stranger("early"));
            all.getLast().inboundWireSize(4 * KIB);
        }
        assertThat(ended).isEmpty();
        ServerStreamTracer late = stranger("late");
        late.inboundWireSize(256);
        assertThat(ended).as("a small one goes whatever the others have").isEmpty();
        late.inboundWireSize(1);
        assertThat(ended).containsExactly("late");
        late.streamClosed(Status.CANCELLED);
        all.getFirst().inboundMessageRead(0, 4 * KIB, 4 * KIB);
        stranger("later").inboundWireSize(4 * KIB);
        assertThat(ended).containsExactly("late");
    }

    @Test
    void sendersAndStrangersDoNotCrowdEachOtherOut() {
        for (int i = 0; i < 256; i++) {
            stranger("stranger").inboundWireSize(4 * KIB);
        }
        ServerStreamTracer tracer = sender("sender");
        tracer.inboundWireSize(8 * KIB);
        assertThat(ended).isEmpty();
        tracer.inboundWireSize(1);
        assertThat(ended).containsExactly("sender");
    }
}

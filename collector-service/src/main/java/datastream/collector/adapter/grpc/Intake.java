package datastream.collector.adapter.grpc;

import datastream.collector.usecase.ingest.Ingestion;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * When a call asks its sender for the next message: one at a time, as soon as the last one has
 * found room, and while fewer than a window of them are unsettled. So a call that finds no room
 * holds one message in memory, whatever its sender has in store.
 *
 * <p>Not thread-safe: the call guards it.
 */
final class Intake {

    private final ServerCallStreamObserver<?> call;
    private final int window;

    private int unsettled;
    private boolean asked;
    private boolean ended;

    /** The message that still waits for room. */
    private @Nullable Ingestion waiting;

    Intake(ServerCallStreamObserver<?> call, int window) {
        this.call = call;
        this.window = window;
    }

    void askIfThereIsRoom() {
        if (!asked && !ended && waiting == null && unsettled < window) {
            asked = true;
            call.request(1);
        }
    }

    /** The message that was asked for has come. */
    void arrived() {
        asked = false;
        unsettled++;
    }

    /** It may have found room already; if not, nothing is asked for until it has. */
    void waitFor(Ingestion ingestion) {
        waiting = ingestion;
        if (ended) {
            ingestion.withdraw();
        }
    }

    void admitted() {
        waiting = null;
        askIfThereIsRoom();
    }

    void settled(int messages) {
        unsettled -= messages;
        askIfThereIsRoom();
    }

    /** Asks for nothing more. What is in hand is still settled. */
    void retire() {
        ended = true;
    }

    /** The sender has gone: what has not found room is not stored. */
    void end() {
        ended = true;
        if (waiting != null) {
            waiting.withdraw();
        }
    }

    boolean idle() {
        return unsettled == 0;
    }
}

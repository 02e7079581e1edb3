package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import datastream.chaos.process.SenderProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the senders that a plan asks for. Not thread-safe. */
final class SenderLaunch {

    private static final int MESSAGES_ARE_DEARER = 16;

    private static final Duration RECORDING_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final StagePlan plan;
    private final Servers servers;
    private final Load load;

    SenderLaunch(StagePlan plan, Servers servers, Load load) {
        this.plan = plan;
        this.servers = servers;
        this.load = load;
    }

    /** One sender for every door and every port that leads to it. */
    void onEveryDoor(List<String> options) {
        for (Door door : plan.doors()) {
            ports(door).forEach(port -> start(door, List.of(port), options));
        }
    }

    /**
     * Senders that hand every batch to the first two collectors; over MQTT, twice to the broker.
     */
    void toBothCollectors() {
        for (Door door : plan.doors()) {
            String repeat = door == Door.MQTT ? "twice" : "both-targets";
            start(door, ports(door), List.of("--repeat", repeat));
        }
    }

    private void start(Door door, List<Integer> ports, List<String> options) {
        load.start(door, ports, rate(door), plan.seed(), options);
    }

    /**
     * Starts one sender over each door that starts slowly, and lets it end properly once it has
     * sent something.
     *
     * @return those; they have ended
     */
    List<SenderProcess> recordStarts() throws InterruptedException {
        List<SenderProcess> recorded = new ArrayList<>();
        for (Door door : plan.doors().stream().filter(load::startsSlowly).toList()) {
            SenderProcess sender =
                    load.startRecording(
                            door, List.of(ports(door).getFirst()), rate(door), plan.seed());
            long deadline = System.nanoTime() + RECORDING_PATIENCE.toNanos();
            while (sender.acknowledged() == 0 && System.nanoTime() < deadline) {
                Thread.sleep(POLL);
            }
            sender.stop();
            sender.awaitEnd(RECORDING_PATIENCE);
            recorded.add(sender);
        }
        return recorded;
    }

    /** How many senders {@link #onEveryDoor} starts. */
    int senders() {
        return plan.doors().stream().mapToInt(door -> ports(door).size()).sum();
    }

    /** Over MQTT every reading is a message, which costs far more than one in a batch. */
    private int rate(Door door) {
        return switch (door) {
            case GRPC, HTTP -> plan.rate();
            case MQTT, MQTT_PUBACK -> plan.rate() / MESSAGES_ARE_DEARER;
        };
    }

    private List<Integer> ports(Door door) {
        return switch (door) {
            case GRPC -> servers.sites().stream().map(site -> site.grpc().port()).toList();
            case HTTP -> servers.sites().stream().map(site -> site.http().port()).toList();
            case MQTT, MQTT_PUBACK -> List.of(servers.senderBrokerLink().port());
        };
    }
}

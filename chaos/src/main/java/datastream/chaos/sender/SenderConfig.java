package datastream.chaos.sender;

import datastream.chaos.journal.SensorRange;
import datastream.security.TokenSecret;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What one sender does.
 *
 * @param door which way its readings go
 * @param targets host:port of collectors, or of one broker; sensors are spread over them
 * @param secret signs the sender's tokens
 * @param sensors whose readings it makes
 * @param rate readings per second of all sensors together; 0 for as many as the windows let through
 * @param window most readings in flight per sensor
 * @param journal where it writes what it does; must not exist
 * @param seed of the values
 * @param badShare share of readings made to be refused, 0 to 1
 * @param malformed so many malformed readings or messages go out first
 * @param repeats what is sent more than once
 */
public record SenderConfig(
        DoorKind door,
        List<String> targets,
        TokenSecret secret,
        SensorRange sensors,
        double rate,
        int window,
        Path journal,
        long seed,
        double badShare,
        int malformed,
        Set<Repeat> repeats) {

    public SenderConfig {
        targets = List.copyOf(targets);
        repeats = Set.copyOf(repeats);
        require(!targets.isEmpty(), "A sender needs a target");
        require(rate >= 0, "A rate is at least 0");
        require(badShare >= 0 && badShare <= 1, "A share lies between 0 and 1");
        require(
                door != DoorKind.MQTT_PUBACK || badShare == 0,
                "A broker refuses no readings: no bad ones over " + DoorKind.MQTT_PUBACK);
        require(
                !repeats.contains(Repeat.BOTH_TARGETS) || targets.size() > 1,
                "Both targets need a second one");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

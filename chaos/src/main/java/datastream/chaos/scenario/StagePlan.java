package datastream.chaos.scenario;

import datastream.chaos.process.Door;
import datastream.testbed.DatabaseServer;
import datastream.testbed.StartCache;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What a scenario runs on.
 *
 * @param folder for everything that it leaves: data, logs, journals
 * @param database makes the database server for a data folder
 * @param collectorProgram what runs as collector: the shipped one, or a broken build
 * @param heapMegabytes the heap of each collector
 * @param collectors how many of them, on one database and one broker
 * @param doors over which senders send
 * @param senderOptions further options of every sender
 * @param rate readings a second and sender, 0 for as many as come through
 * @param patience how long after the last fault everything must be acknowledged
 * @param seed of the senders' values
 * @param startCache makes the starts of collectors and broker quick
 */
public record StagePlan(
        Path folder,
        Function<Path, DatabaseServer> database,
        Class<?> collectorProgram,
        int heapMegabytes,
        int collectors,
        List<Door> doors,
        List<String> senderOptions,
        int rate,
        Duration patience,
        long seed,
        StartCache startCache) {

    public StagePlan {
        doors = List.copyOf(doors);
        senderOptions = List.copyOf(senderOptions);
    }

    StagePlan withCollectors(int number) {
        return new StagePlan(
                folder,
                database,
                collectorProgram,
                heapMegabytes,
                number,
                doors,
                senderOptions,
                rate,
                patience,
                seed,
                startCache);
    }

    StagePlan withDoors(List<Door> chosen) {
        return new StagePlan(
                folder,
                database,
                collectorProgram,
                heapMegabytes,
                collectors,
                chosen,
                senderOptions,
                rate,
                patience,
                seed,
                startCache);
    }

    StagePlan withSenderOptions(List<String> options) {
        return new StagePlan(
                folder,
                database,
                collectorProgram,
                heapMegabytes,
                collectors,
                doors,
                options,
                rate,
                patience,
                seed,
                startCache);
    }

    StagePlan withRate(int readingsPerSecond) {
        return new StagePlan(
                folder,
                database,
                collectorProgram,
                heapMegabytes,
                collectors,
                doors,
                senderOptions,
                readingsPerSecond,
                patience,
                seed,
                startCache);
    }
}

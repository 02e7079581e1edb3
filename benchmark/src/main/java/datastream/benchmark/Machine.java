package datastream.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that figures come from. */
final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final long GIGABYTE = 1L << 30;

    private Machine() {}

    /** Processors, memory and system, in one line. */
    static String description() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return "%d processors (%s), %d GB, %s %s"
                .formatted(
                        system.getAvailableProcessors(),
                        processor(),
                        system.getTotalMemorySize() / GIGABYTE,
                        system.getName(),
                        system.getArch());
    }

    /** As Linux names it. */
    private static String processor() {
        try (var lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*: ", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}

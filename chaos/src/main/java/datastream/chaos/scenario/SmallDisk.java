package datastream.chaos.scenario;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import datastream.testbed.HarnessFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A small file system of its own (tmpfs) for the database, which can be filled to the last byte.
 */
final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTES = 1_000;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final int BLOCK = 64 * 1024;

    private final Path folder;

    /** For a run that is broken off: a mounted folder could not even be deleted. */
    private final Thread atTheEnd = new Thread(this::unmount, "unmount");

    private SmallDisk(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /**
     * @throws NotPossible where nobody may mount one
     */
    static SmallDisk mount(Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            Process mount =
                    command(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=" + MEGABYTES + "m",
                            "tmpfs",
                            folder);
            String said =
                    new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            if (mount.waitFor() != 0) {
                throw new NotPossible("a small file system cannot be mounted here: " + said);
            }
            return new SmallDisk(folder);
        } catch (IOException e) {
            throw new NotPossible("a small file system cannot be mounted here: " + e.getMessage());
        }
    }

    private static Process command(Object... words) throws IOException {
        String[] command = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    Path folder() {
        return folder;
    }

    /** Takes all room that is left, and what becomes free, until closed. */
    Filling fill() {
        takeRest();
        if (!Files.exists(filler())) {
            throw new HarnessFailure("The disk cannot be filled");
        }
        return new Filling();
    }

    private void takeRest() {
        byte[] block = new byte[BLOCK];
        try (var file = Files.newOutputStream(filler(), CREATE, APPEND)) {
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    /** A server gives up files of its own, and would find their room again. */
    final class Filling implements AutoCloseable {

        private volatile boolean over;
        private final Thread thread = Thread.ofPlatform().name("disk-filler").start(this::goOn);

        private void goOn() {
            while (!over) {
                takeRest();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        /** Gives the room back. */
        @Override
        public void close() {
            over = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            free();
        }
    }

    private void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new HarnessFailure("The disk cannot be freed", e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() {
        unmount();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException endsAnyway) {
            // The hook finds nothing to do.
        }
    }

    private void unmount() {
        try {
            Process umount = command("umount", folder);
            if (!umount.waitFor(10, TimeUnit.SECONDS) || umount.exitValue() != 0) {
                command("umount", "-l", folder).waitFor();
            }
        } catch (IOException e) {
            throw new HarnessFailure("Cannot unmount " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

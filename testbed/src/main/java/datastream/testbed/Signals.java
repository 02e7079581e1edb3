package datastream.testbed;

import java.io.IOException;

/** Signals that Java cannot send itself. */
final class Signals {

    private Signals() {}

    /** Freezes a process: it keeps its connections and answers nothing. */
    static void stop(ProcessHandle process) {
        send("STOP", process);
    }

    /** Lets a frozen process go on. */
    static void resume(ProcessHandle process) {
        send("CONT", process);
    }

    private static void send(String signal, ProcessHandle process) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new HarnessFailure("kill -%s %d failed".formatted(signal, process.pid()));
            }
        } catch (IOException e) {
            throw new HarnessFailure("Cannot send SIG" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessFailure("Interrupted while sending SIG" + signal, e);
        }
    }
}

package datastream.tls;

import org.jspecify.annotations.Nullable;

/** Why a PEM file cannot be used, in one line that begins with its setting and shows no secret. */
public final class UnusableTlsFile extends RuntimeException {

    UnusableTlsFile(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    UnusableTlsFile(String message) {
        this(message, null);
    }
}

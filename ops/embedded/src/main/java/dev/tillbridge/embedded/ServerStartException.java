package dev.tillbridge.embedded;

import org.jspecify.annotations.Nullable;

/** A server could not be started. The message is one line that a person can act on. */
public final class ServerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServerStartException(String message) {
    super(message);
  }

  ServerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

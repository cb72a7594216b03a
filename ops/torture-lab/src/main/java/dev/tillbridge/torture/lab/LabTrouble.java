package dev.tillbridge.torture.lab;

import org.jspecify.annotations.Nullable;

/** The lab itself does not work, so nothing can be said about the hub. One line for a person. */
public final class LabTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LabTrouble(String message) {
    super(message);
  }

  public LabTrouble(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

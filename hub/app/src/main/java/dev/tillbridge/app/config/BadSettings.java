package dev.tillbridge.app.config;

import java.util.List;

/** The settings cannot work. The hub does not start. */
public final class BadSettings extends RuntimeException {

  private static final long serialVersionUID = 1;

  BadSettings(List<String> faults) {
    super(String.join("; ", faults));
  }
}

package dev.tillbridge.hub.closereport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file is beside the reports that were made here.
 *
 * @param report the one that it is, or is a changed one of; null when it is none of ours
 * @param signed whether that report's manifest has the signature of our key
 * @param files what was looked at: the file, or what is in it
 */
public record FileCheck(@Nullable CloseReport report, boolean signed, List<Finding> files) {

  public FileCheck {
    files = List.copyOf(files);
  }

  /** How a file stands. */
  public enum State {
    /** Byte for byte as it was made. */
    UNCHANGED,
    /** It bears the name of one, and is another. */
    CHANGED,
    /** It belongs to the report, and is not there. */
    MISSING,
    /** Nothing like it was made here. */
    STRANGE
  }

  /** One file. */
  public record Finding(String name, State state) {}

  /** Ours, signed, and nothing of it was changed. */
  public boolean isGenuine() {
    return report != null
        && signed
        && files.stream().allMatch(file -> file.state() == State.UNCHANGED);
  }
}

package dev.tillbridge.torture.history;

import java.util.Map;

/** What a client was told. */
public sealed interface Reply {

  /** The units are set aside. */
  record Granted(Map<Place, Integer> units) implements Reply {
    public Granted {
      units = Map.copyOf(units);
    }
  }

  /** Nothing is set aside; so much was there of what was missing. */
  record Refused(Map<Place, Integer> available) implements Reply {
    public Refused {
      available = Map.copyOf(available);
    }
  }

  /** The hold is over, or its id was barred: this is its state. */
  record Ended(String state) implements Reply {}

  /** The answer to a release: the hold's state now. */
  record Now(String state) implements Reply {}

  /** A sale or goods receipt is on record. */
  record Recorded() implements Reply {}

  /** The id stands for something else. */
  record Reused() implements Reply {}

  /** It may have happened, or not, or may yet. */
  record Unknown(String why) implements Reply {}

  /** An answer that nobody should ever get. */
  record Wrong(int status, String body) implements Reply {}

  /** Whether the client knows now what has become of its request. */
  default boolean isKnown() {
    return switch (this) {
      case Unknown _ -> false;
      case Wrong wrong -> wrong.status() < 500;
      case Granted _, Refused _, Ended _, Now _, Recorded _, Reused _ -> true;
    };
  }
}

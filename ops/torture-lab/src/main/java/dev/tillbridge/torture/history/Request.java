package dev.tillbridge.torture.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client asks of a hub. The same id with the same content is the same request. */
public sealed interface Request {

  /** Made by the client: the key under which there is one effect at most. */
  UUID id();

  /** A wish to set units aside, at its own location or at several. */
  record Hold(UUID id, String location, String channel, List<Line> lines, int ttlSeconds)
      implements Request {
    public Hold {
      lines = List.copyOf(lines);
    }

    /** What is wished for, however it was written down. */
    public Map<Place, Integer> units() {
      return Line.units(lines);
    }
  }

  /** A hold is given back; its id is the request's. */
  record Release(UUID id) implements Request {}

  /** Goods that were sold and paid. */
  record Sale(UUID id, String location, @Nullable UUID holdId, List<Line> lines, Instant soldAt)
      implements Request {
    public Sale {
      lines = List.copyOf(lines);
    }

    /** What was sold, however it was written down. */
    public Map<Place, Integer> units() {
      return Line.units(lines);
    }
  }

  /** Goods that came in. */
  record Receipt(UUID id, String location, List<Line> lines) implements Request {
    public Receipt {
      lines = List.copyOf(lines);
    }

    /** What came in, however it was written down. */
    public Map<Place, Integer> units() {
      return Line.units(lines);
    }
  }
}

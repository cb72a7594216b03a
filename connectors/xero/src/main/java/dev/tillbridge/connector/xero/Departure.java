package dev.tillbridge.connector.xero;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Whether the first byte of a request left. Before that nothing can have happened at the other side,
 * whatever went wrong; after that anything can.
 */
final class Departure {
  private volatile boolean departed;

  boolean departed() {
    return departed;
  }

  /** Notes the departure of the request that carries one as its tag. */
  static final class Watch extends EventListener {
    private final @Nullable Departure departure;

    Watch(Request request) {
      this.departure = request.tag(Departure.class);
    }

    @Override
    public void requestHeadersStart(Call call) {
      if (departure != null) {
        departure.departed = true;
      }
    }
  }
}

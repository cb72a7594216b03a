package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.delivery.Received;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inbox, as its route needs it. */
public interface Letters {

  /** Takes due events under a lease, see {@link Inbox#claim}. */
  List<Received> claim(int atMost);

  /** Whether so many come that they should be worked on one at a time, see {@link Inbox#rush}. */
  boolean rush();

  /** It has taken effect, or needs none. */
  void done(Received received, @Nullable String note);

  /** Sets it aside for a person. */
  void park(Received received, String why);

  /** Not now. */
  void later(Received received, Duration pause, String why);

  /** The one in PostgreSQL. */
  static Letters of(Inbox inbox) {
    return new Letters() {
      @Override
      public List<Received> claim(int atMost) {
        return inbox.claim(atMost);
      }

      @Override
      public boolean rush() {
        return inbox.rush();
      }

      @Override
      public void done(Received received, @Nullable String note) {
        inbox.done(received, note);
      }

      @Override
      public void park(Received received, String why) {
        inbox.park(received, why);
      }

      @Override
      public void later(Received received, Duration pause, String why) {
        inbox.later(received, pause, why);
      }
    };
  }
}

package dev.tillbridge.app.config;

import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.hub.watch.WebhookDoors.Kind;
import dev.tillbridge.routes.Letters;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inbox, where what is set aside is counted: much of it in a short time is an alarm. */
record CountedLetters(Letters letters, WebhookDoors doors) implements Letters {

  @Override
  public List<Received> claim(int atMost) {
    return letters.claim(atMost);
  }

  @Override
  public boolean rush() {
    return letters.rush();
  }

  @Override
  public void done(Received received, @Nullable String note) {
    letters.done(received, note);
  }

  @Override
  public void park(Received received, String why) {
    letters.park(received, why);
    doors.count(received.source(), Kind.SET_ASIDE);
  }

  @Override
  public void later(Received received, Duration pause, String why) {
    letters.later(received, pause, why);
  }
}

package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.history.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F6: two hubs at once, and one after the other is stopped in order and started again. */
class F06RollingRestartTest {

  @Test
  void nobody_is_served_twice_and_nobody_gets_a_5xx() throws InterruptedException {
    try (var rig = new Rig(106)) {
      rig.begin();
      Thread.sleep(500);
      for (var station : rig.lab.stations()) {
        station.hub().stop();
        station.hub().startUntilHealthy();
      }
      Thread.sleep(500);
      rig.settle();
      var serverErrors = rig.history.calls().stream()
          .filter(call -> switch (call.reply()) {
            case Reply.Unknown(var why) -> why.equals("503");
            case Reply.Wrong(int status, String ignored) -> status >= 500;
            case Reply.Granted _,
                Reply.Refused _,
                Reply.Ended _,
                Reply.Now _,
                Reply.Recorded _,
                Reply.Reused _ -> false;
          })
          .toList();
      Rig.say(
          "F6",
          "duplicates %d, 5xx %d among %d calls during the roll of two hubs"
              .formatted(
                  rig.duplicates(), serverErrors.size(), rig.history.calls().size()));
      assertThat(rig.violations()).isEmpty();
      assertThat(serverErrors).isEqualTo(List.of());
    }
  }
}

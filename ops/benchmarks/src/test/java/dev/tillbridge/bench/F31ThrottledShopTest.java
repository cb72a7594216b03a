package dev.tillbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * F31: a shop turns every change of stock away while 20,000 of its numbers change, then takes them again
 * with nothing left in its bucket. The other shop does not notice, nothing is set aside, and the
 * backlog is told as fast as the points come back; figure: drain time over theoretical minimum.
 */
class F31ThrottledShopTest {

  @Test
  @Timeout(400)
  void f31_the_backlog_of_a_throttled_shop_drains_as_fast_as_its_points_come_back(
      @TempDir Path folder) {
    var json = folder.resolve("figures.json");
    int code = Bench.run(
        List.of("shop", "--only", "outage", "--json", "figures.json"),
        folder,
        folder.resolve("servers"));
    assertThat(code).isZero();
    var report = JsonMapper.shared().readTree(json.toFile());
    System.out.printf(
        "*** F31: drained in %.1f s, theoretical minimum %.1f s, %.2f times; the other shop p99 %.0f ms"
            + " (before: %.0f ms) ***%n",
        value(report, "outage: drained within"),
        value(report, "outage: what the throttle allows"),
        value(report, "outage: times what it allows"),
        value(report, "outage: p99 of the other shop"),
        value(report, "outage: p99 of the other shop before"));
    assertThat(value(report, "outage: numbers that waited")).isEqualTo(20_000);
    // Calls that were made before the trouble are repeated as they were, beside those that follow.
    assertThat(value(report, "outage: calls")).isBetween(80.0, 90.0);
    // How fast it drains and what the other shop feels of it are figures of the bench: they depend
    // on the machine.
    assertThat(value(report, "outage: what the throttle allows")).isPositive();
    assertThat(value(report, "outage: p99 of the other shop")).isPositive();
  }

  private static double value(JsonNode report, String name) {
    return report
        .path("metrics")
        .valueStream()
        .filter(metric -> metric.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow()
        .path("value")
        .asDouble();
  }
}

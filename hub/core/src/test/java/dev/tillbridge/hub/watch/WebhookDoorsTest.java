package dev.tillbridge.hub.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.hub.watch.WebhookDoors.Kind;
import dev.tillbridge.model.shop.ShopEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Attack rows A1 and A12: what is refused or set aside is counted, and much of it is an alarm. */
class WebhookDoorsTest {

  private static final String SHOP = "one.example.com";
  private static final String OTHER = "two.example.com";

  private final Db db = Db.fresh();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final Set<String> gone = new HashSet<>();
  private final Cases cases = new Cases(db.jdbc(), () -> now);
  private final WebhookDoors doors = new WebhookDoors(
      db.jdbc(), () -> now, cases, List.of(SHOP, OTHER), shop -> !gone.contains(shop));

  @AfterEach
  void close() {
    db.close();
  }

  private void come(String door, Kind kind, int times) {
    for (int i = 0; i < times; i++) {
      doors.count(door, kind);
    }
    doors.write();
  }

  private void later(Duration time) {
    now = now.plus(time);
    doors.review();
  }

  private DoorCount at(String door) {
    return doors.all().stream().filter(c -> c.door().equals(door)).findFirst().orElseThrow();
  }

  private List<String> open() {
    return cases.open().stream().map(one -> one.kind() + " " + one.subject()).toList();
  }

  private OpenCase alarm(String kind) {
    return cases.find(kind, SHOP).orElseThrow();
  }

  private long rows() {
    return db.jdbc().sql("select count(*) from webhook_count").query(Long.class).single();
  }

  @Test
  void a1_whoever_knocks_at_names_of_his_own_adds_one_row_a_day_and_wakes_nobody() {
    for (int i = 0; i < 5_000; i++) {
      doors.count("stranger-" + i + ".example.com", Kind.REFUSED);
    }
    doors.write();
    assertThat(rows()).isEqualTo(1);
    assertThat(at(WebhookDoors.ELSEWHERE).refused().today()).isEqualTo(5_000);
    assertThat(at(SHOP).refused()).isEqualTo(DoorCount.Tally.NONE);
    assertThat(open()).isEmpty();
  }

  @Test
  void a1_every_door_and_day_has_its_own_count_and_old_ones_are_forgotten() {
    come(SHOP, Kind.REFUSED, 3);
    come(SHOP, Kind.REFUSED, 2);
    come(OTHER, Kind.REFUSED, 4);
    come(SHOP, Kind.SET_ASIDE, 1);
    assertThat(at(SHOP).refused()).isEqualTo(new DoorCount.Tally(5, 5, now, false));
    assertThat(at(SHOP).setAside().today()).isEqualTo(1);
    assertThat(at(OTHER).refused().today()).isEqualTo(4);
    later(Duration.ofDays(1));
    come(SHOP, Kind.REFUSED, 1);
    assertThat(at(SHOP).refused().today()).isEqualTo(1);
    assertThat(at(SHOP).refused().days30()).isEqualTo(6);
    later(Duration.ofDays(90));
    assertThat(rows()).as("of the second day alone").isEqualTo(1);
    later(Duration.ofDays(1));
    assertThat(rows()).isZero();
  }

  @ParameterizedTest(name = "{0} every {1} s, {2} times: alarm {3}")
  @CsvSource({
    "10, 0, 1, true",
    "9, 0, 1, false",
    "1, 50, 10, true",
    "1, 67, 10, false",
    "3, 120, 4, true",
    "2, 300, 20, false"
  })
  void a1_ten_within_ten_minutes_are_an_alarm(int each, int seconds, int times, boolean alarm) {
    for (int i = 0; i < times; i++) {
      come(SHOP, Kind.REFUSED, each);
      now = now.plusSeconds(seconds);
    }
    assertThat(open().contains("webhooks-refused " + SHOP)).isEqualTo(alarm);
    assertThat(at(SHOP).refused().alarm()).isEqualTo(alarm);
  }

  @Test
  void a1_the_alarm_tells_a_changed_secret_from_a_stranger() {
    var inbox = new Inbox(db.jdbc(), () -> now);
    come(SHOP, Kind.REFUSED, 40);
    assertThat(alarm(WebhookDoors.REFUSED_CASE).detail())
        .contains("40 with a signature", "Was the secret changed");
    now = now.plus(WebhookDoors.WINDOW);
    come(SHOP, Kind.REFUSED, 1);
    now = now.plusSeconds(10);
    inbox.receive(SHOP, new ShopEvent(UUID.randomUUID().toString(), "orders/create", now, "{}"));
    now = now.plusSeconds(10);
    come(SHOP, Kind.REFUSED, 30);
    assertThat(alarm(WebhookDoors.REFUSED_CASE).detail())
        .contains("31 with a signature", "the secret is right");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void an_alarm_ends_an_hour_after_the_last_one_and_stays_closed_when_a_person_closes_it(
      Kind kind) {
    var named = kind == Kind.REFUSED ? "webhooks-refused " : "webhooks-set-aside ";
    come(SHOP, kind, 12);
    assertThat(open()).containsExactly(named + SHOP);
    later(Duration.ofMinutes(59));
    assertThat(open()).hasSize(1);
    later(Duration.ofMinutes(2));
    assertThat(open()).isEmpty();

    come(SHOP, kind, 12);
    assertThat(open()).hasSize(1);
    assertThat(cases.resolve(cases.open().getFirst().id(), "Olivia")).isTrue();
    come(SHOP, kind, 12);
    later(Duration.ofMinutes(1));
    assertThat(open()).as("of the same ten minutes").isEmpty();
    later(WebhookDoors.WINDOW);
    come(SHOP, kind, 12);
    assertThat(open()).as("it goes on").hasSize(1);
  }

  @Test
  void a_shop_that_has_removed_the_app_is_counted_and_wakes_nobody() {
    gone.add(SHOP);
    come(SHOP, Kind.REFUSED, 100);
    come(WebhookDoors.APPS, Kind.REFUSED, 100);
    assertThat(at(SHOP).refused().today()).isEqualTo(100);
    assertThat(open()).containsExactly("webhooks-refused " + WebhookDoors.APPS);
  }

  @Test
  void a_count_that_cannot_be_written_is_written_later() {
    db.jdbc().sql("alter table webhook_count rename to away").update();
    doors.count(SHOP, Kind.REFUSED);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(doors::write)).isNotNull();
    db.jdbc().sql("alter table away rename to webhook_count").update();
    come(SHOP, Kind.REFUSED, 1);
    assertThat(at(SHOP).refused().today()).isEqualTo(2);
  }
}

package dev.tillbridge.hub.watch;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells when a shop's webhooks have fallen silent: polls find changes, and for ten minutes no webhook
 * of that topic has come. A shop that sells nothing is not silent, it is quiet. Nothing is lost by
 * silence, because the polls go on; but everything comes up to a minute late, and shops switch
 * subscriptions off for good.
 */
public final class Silences {

  /** The kind of the case that is open while a topic is silent; its subject is shop and topic. */
  public static final String KIND = "webhooks-silent";

  /** So long a webhook may take before its absence is an alarm. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The shop's clock and ours may differ by so much. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** What was missed so long ago has been told by the case; its notes are of no more use. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final List<String> TOPICS = List.of(MissedNews.PLACED, MissedNews.CHANGED);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Cases cases;
  private final Collection<String> shops;
  private final BooleanSupplier subscribed;

  /**
   * Watches these shops.
   *
   * @param subscribed whether the hub has asked the shops to send webhooks; if not, only a shop that
   *     has sent one before can fall silent
   */
  public Silences(
      JdbcClient jdbc,
      InstantSource clock,
      Cases cases,
      Collection<String> shops,
      BooleanSupplier subscribed) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.cases = cases;
    this.shops = List.copyOf(shops);
    this.subscribed = subscribed;
  }

  /** What is heard of every topic of every shop, by shop and topic. */
  public List<Silence> all() {
    var all = new ArrayList<Silence>();
    for (var shop : shops.stream().sorted().toList()) {
      var topics = TOPICS.stream().map(topic -> read(shop, topic)).toList();
      boolean expected =
          subscribed.getAsBoolean() || topics.stream().anyMatch(row -> row.heardAt() != null);
      topics.forEach(row -> all.add(row.silence(expected && isOverdue(row))));
    }
    return List.copyOf(all);
  }

  /** Opens a case for every topic that has fallen silent, and closes those that are heard again. */
  public void review() {
    for (var silence : all()) {
      var subject = silence.shop() + "|" + silence.topic();
      if (silence.alarm()) {
        cases.open(KIND, subject, title(silence), detail(silence));
        // The figures grow while it lasts.
        cases
            .find(KIND, subject)
            .ifPresent(open -> cases.describe(open.id(), title(silence), detail(silence)));
      } else if (silence.missed() == 0) {
        forget(silence);
        cases.close(KIND, subject, "webhooks come again");
      }
    }
    jdbc.sql("delete from missed_news where found_at < :old")
        .param("old", clock.instant().minus(KEPT).atOffset(UTC))
        .update();
  }

  private static String title(Silence silence) {
    return "No webhook for %d min: %s of %s"
        .formatted(PATIENCE.toMinutes(), silence.topic(), silence.shop());
  }

  private static String detail(Silence silence) {
    var last = silence.heardAt() == null
        ? "none has ever come"
        : "the last one came at " + silence.heardAt();
    return "Polls have found %d changes since %s that no webhook told; %s. Nothing is lost, but everything comes up to a minute late. Look at the shop's webhooks and at the address that the hub is reached under."
        .formatted(silence.missed(), silence.missedSince(), last);
  }

  private record Row(
      String shop,
      String topic,
      @Nullable Instant heardAt,
      int missed,
      @Nullable Instant missedSince) {

    Silence silence(boolean alarm) {
      return new Silence(shop, topic, heardAt, missed, missedSince, alarm);
    }
  }

  private boolean isOverdue(Row row) {
    return row.missedSince() != null
        && !row.missedSince().isAfter(clock.instant().minus(PATIENCE));
  }

  /** Changes from before the last webhook do not count: it came, so the line is open. */
  private Row read(String shop, String topic) {
    return jdbc.sql("""
            with heard as (select max(received_at) as at from inbox
                            where source = :shop and topic = :topic)
            select (select at from heard) as heard, count(m.order_id) as missed,
                   min(m.found_at) as since
              from missed_news m
             where m.shop = :shop and m.topic = :topic
               and m.changed_at > coalesce((select at from heard) + :skew * interval '1 second',
                                           '-infinity'::timestamptz)
            """)
        .param("shop", shop)
        .param("topic", topic)
        .param("skew", SKEW.toSeconds())
        .query((row, _) -> new Row(
            shop,
            topic,
            at(row.getObject("heard", OffsetDateTime.class)),
            row.getInt("missed"),
            at(row.getObject("since", OffsetDateTime.class))))
        .single();
  }

  private static @Nullable Instant at(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private void forget(Silence silence) {
    if (silence.heardAt() != null) {
      jdbc.sql("""
              delete from missed_news
               where shop = :shop and topic = :topic and changed_at <= :heard + :skew * interval '1 second'
              """)
          .param("shop", silence.shop())
          .param("topic", silence.topic())
          .param("heard", silence.heardAt().atOffset(UTC))
          .param("skew", SKEW.toSeconds())
          .update();
    }
  }

  /** The alarms alone. */
  public List<Silence> alarms() {
    return all().stream().filter(Silence::alarm).toList();
  }
}

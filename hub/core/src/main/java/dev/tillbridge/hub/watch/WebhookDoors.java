package dev.tillbridge.hub.watch;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts what comes to the doors for webhooks and is of no use, and tells a person when it is much
 * within a short time: a secret that was changed on one side only looks like this, and so does a
 * shop that begins to speak otherwise.
 *
 * <p>Counted in memory and written every few seconds, so that a stranger who knocks without end
 * takes no connection of the database. A hub that is killed loses the counts of these seconds.
 */
public final class WebhookDoors {

  /** The address that an app has for all its shops. */
  public static final String APPS = "apps";

  /** Every address that is no shop's of ours. */
  public static final String ELSEWHERE = "elsewhere";

  /** The kind of the case that is open while many are refused; its subject is the door. */
  public static final String REFUSED_CASE = "webhooks-refused";

  /** The kind of the case that is open while much is set aside; its subject is the door. */
  public static final String SET_ASIDE_CASE = "webhooks-set-aside";

  /** So many within {@link #WINDOW} are an alarm. */
  public static final int MANY = 10;

  /** How long a short time is. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  /** After so long without another one it is over. */
  public static final Duration QUIET = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(WebhookDoors.class);
  private static final int DAYS_KEPT = 90;
  private static final int DAYS_TOLD = 30;

  /** Why something was of no use. */
  public enum Kind {
    /** Not signed, or not as it should be. */
    REFUSED,
    /** Genuine, and unknown or unreadable. */
    SET_ASIDE
  }

  private record Key(String door, Kind kind) {}

  private record Window(Key key, long recent, long before, Instant since) {}

  private record Row(Key key, long today, long days, Instant lastAt) {}

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Cases cases;
  private final Collection<String> doors;
  private final Predicate<String> isWell;
  private final ConcurrentMap<Key, Long> fresh = new ConcurrentHashMap<>();

  /**
   * Begins to count.
   *
   * @param shops that have a door of their own
   * @param isWell whether a shop is connected; of one that is not, no good is expected
   */
  public WebhookDoors(
      JdbcClient jdbc,
      InstantSource clock,
      Cases cases,
      Collection<String> shops,
      Predicate<String> isWell) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.cases = cases;
    this.isWell = isWell;
    var all = new TreeSet<>(shops);
    all.add(APPS);
    all.add(ELSEWHERE);
    this.doors = List.copyOf(all);
  }

  /** Counts one; a door that is not ours is {@link #ELSEWHERE}. */
  public void count(String door, Kind kind) {
    fresh.merge(new Key(doors.contains(door) ? door : ELSEWHERE, kind), 1L, Long::sum);
  }

  /** Writes what was counted since the last time, and opens a case where it is much. */
  public void write() {
    for (var key : List.copyOf(fresh.keySet())) {
      var counted = fresh.remove(key);
      if (counted == null) {
        continue;
      }
      try {
        opened(add(key, counted));
      } catch (RuntimeException later) {
        fresh.merge(key, counted, Long::sum);
        throw later;
      }
      LOG.warn("{}: {} webhooks {}", key.door(), counted, key.kind());
    }
  }

  private Window add(Key key, long counted) {
    var now = clock.instant();
    return jdbc.sql("""
            insert into webhook_count as c
                   (door, kind, day, counted, recent, recent_since, last_at)
            values (:door, :kind, :day, :counted, :counted, :now, :now)
            on conflict (door, kind, day) do update set
              counted = c.counted + :counted,
              recent = :counted + case when c.recent_since > :since then c.recent else 0 end,
              recent_since = case when c.recent_since > :since then c.recent_since else :now end,
              last_at = :now
            returning recent, recent_since
            """)
        .param("door", key.door())
        .param("kind", key.kind().name())
        .param("day", today(now))
        .param("counted", counted)
        .param("now", now.atOffset(UTC))
        .param("since", now.minus(WINDOW).atOffset(UTC))
        .query((row, _) -> new Window(
            key,
            row.getLong("recent"),
            row.getLong("recent") - counted,
            row.getObject("recent_since", OffsetDateTime.class).toInstant()))
        .single();
  }

  /** Only when it has just become much: a person who closes the case is not told again at once. */
  private void opened(Window window) {
    var door = window.key().door();
    boolean concernsUs = !door.equals(ELSEWHERE) && (door.equals(APPS) || isWell.test(door));
    if (window.recent() < MANY || window.before() >= MANY || !concernsUs) {
      return;
    }
    var kind = caseOf(window.key().kind());
    var title = title(window.key());
    var detail = detail(window);
    cases.open(kind, door, title, detail);
    // One that is open from an earlier time tells of this one.
    cases.find(kind, door).ifPresent(open -> cases.describe(open.id(), title, detail));
  }

  private static String caseOf(Kind kind) {
    return switch (kind) {
      case REFUSED -> REFUSED_CASE;
      case SET_ASIDE -> SET_ASIDE_CASE;
    };
  }

  private static String title(Key key) {
    return switch (key.kind()) {
      case REFUSED -> "Many webhooks refused: " + named(key.door());
      case SET_ASIDE -> "Many webhooks set aside: " + named(key.door());
    };
  }

  private static String named(String door) {
    return door.equals(APPS) ? "the address for all shops of an app" : door;
  }

  private String detail(Window window) {
    return switch (window.key().kind()) {
      case REFUSED -> {
        var genuine = lastGenuine(window.key().door());
        var cause = genuine != null && genuine.isAfter(window.since())
            ? "Genuine ones come in between, the last at " + genuine
                + ", so the secret is right: somebody else sends them, and learns nothing."
            : "No genuine one has come since. Was the secret changed at the shop? Then set the new"
                + " one here, and the one before as the previous one.";
        yield "Since %s: %d with a signature that is missing or not right. %s Nothing is lost, because the orders are polled as well."
            .formatted(window.since(), window.recent(), cause);
      }
      case SET_ASIDE ->
        "Since %s: %d that are genuine, and that the hub does not know or cannot read. They wait in the list of what needs attention, each with its reason; of a topic that is not known only the first. Orders among them are found by the polls."
            .formatted(window.since(), window.recent());
    };
  }

  private @Nullable Instant lastGenuine(String door) {
    return jdbc.sql("""
            select received_at from inbox where source = :door order by received_at desc limit 1
            """)
        .param("door", door)
        .query((row, _) -> row.getObject("received_at", OffsetDateTime.class).toInstant())
        .optional()
        .orElse(null);
  }

  /** Closes the cases of what is over, and forgets what is old. */
  public void review() {
    var now = clock.instant();
    for (var row : rows(now)) {
      if (row.lastAt().isBefore(now.minus(QUIET))) {
        cases.close(caseOf(row.key().kind()), row.key().door(), "none came for an hour");
      }
    }
    jdbc.sql("delete from webhook_count where day < :old")
        .param("old", today(now).minusDays(DAYS_KEPT))
        .update();
  }

  /** What is counted at every door, by its name; what came within the last seconds may lack. */
  public List<DoorCount> all() {
    var rows = rows(clock.instant());
    var all = new ArrayList<DoorCount>();
    for (var door : doors) {
      all.add(
          new DoorCount(door, tally(rows, door, Kind.REFUSED), tally(rows, door, Kind.SET_ASIDE)));
    }
    return List.copyOf(all);
  }

  private DoorCount.Tally tally(List<Row> rows, String door, Kind kind) {
    var key = new Key(door, kind);
    return rows.stream()
        .filter(row -> row.key().equals(key))
        .findFirst()
        .map(row -> new DoorCount.Tally(
            row.today(),
            row.days(),
            row.lastAt(),
            cases.find(caseOf(kind), door).isPresent()))
        .orElse(DoorCount.Tally.NONE);
  }

  private List<Row> rows(Instant now) {
    return jdbc.sql("""
            select door, kind, max(last_at) as last_at, sum(counted) as days,
                   coalesce(sum(counted) filter (where day = :today), 0) as today
              from webhook_count where day > :old group by door, kind
            """)
        .param("today", today(now))
        .param("old", today(now).minusDays(DAYS_TOLD))
        .query((row, _) -> new Row(
            new Key(row.getString("door"), Kind.valueOf(row.getString("kind"))),
            row.getLong("today"),
            row.getLong("days"),
            row.getObject("last_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private static LocalDate today(Instant now) {
    return now.atOffset(UTC).toLocalDate();
  }
}

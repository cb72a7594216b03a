package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.model.sale.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets entries wait until their day is over where they belong. Joins the caller's transaction. */
final class SummaryDays {

  /** So long after midnight tills still bring what they sold before. */
  static final Duration GRACE = Duration.ofMinutes(30);

  /** What comes for a day that is over is gathered for so long: a till that was away brings many. */
  static final Duration GATHERED = Duration.ofMinutes(15);

  /** A day of one place; text that is missing is empty. */
  record Day(SummaryKind kind, LocalDate day, String location, String channel, String source)
      implements Comparable<Day> {
    private static final Comparator<Day> ORDER = Comparator.comparing(Day::kind)
        .thenComparing(Day::day)
        .thenComparing(Day::location)
        .thenComparing(Day::channel)
        .thenComparing(Day::source);

    /** The day that the entry belongs to. */
    static Day of(SummaryKind kind, EntryView entry) {
      boolean sold = kind == SummaryKind.SALES;
      // Registers of one place are told together, online shops each for itself.
      boolean web = sold && Channel.WEB.name().equals(entry.channel());
      return new Day(
          kind,
          entry.day(),
          Objects.requireNonNull(entry.location(), "judged before"),
          sold ? Objects.requireNonNull(entry.channel(), "judged before") : "",
          web ? Objects.requireNonNullElse(entry.source(), "") : "");
    }

    Tellings.Scope scope() {
      return new Tellings.Scope(
          kind,
          channel.isEmpty() ? null : Channel.valueOf(channel),
          location,
          source.isEmpty() ? null : source);
    }

    String causeId() {
      return day + "|" + location + "|" + channel + "|" + source;
    }

    @Override
    public int compareTo(Day other) {
      return ORDER.compare(this, other);
    }
  }

  private final JdbcClient jdbc;
  private final List<Tellings.Choice> choices;
  private final Instant now;

  SummaryDays(JdbcClient jdbc, Instant now) {
    this.jdbc = jdbc;
    this.choices = Tellings.all(jdbc);
    this.now = now;
  }

  /** Those of these entries that are told by the day. */
  List<EntryView> among(Collection<EntryView> entries) {
    return entries.stream().filter(this::isDaily).toList();
  }

  private boolean isDaily(EntryView entry) {
    return SummaryKind.of(entry)
        .filter(_ -> knows(entry))
        .map(kind -> Day.of(kind, entry))
        .filter(day -> Tellings.isDaily(choices, day.scope(), day.day()))
        .isPresent();
  }

  /** One of which nobody knows the door cannot be summed up with those of a known one. */
  private static boolean knows(EntryView entry) {
    var channel = entry.channel();
    return channel == null
        || Arrays.stream(Channel.values()).anyMatch(known -> known.name().equals(channel));
  }

  /** They wait, each once, and so does whoever asked for the delivery of their sales. */
  void wait(List<EntryView> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var byDay = new TreeMap<>(entries.stream()
        .collect(
            groupingBy(entry -> Day.of(SummaryKind.of(entry).orElseThrow(), entry), toList())));
    var ids = open(List.copyOf(byDay.keySet()));
    var rows = new ArrayList<long[]>();
    byDay.forEach((day, some) -> some.forEach(
        entry -> rows.add(new long[] {entry.id(), Objects.requireNonNull(ids.get(day))})));
    jdbc.sql("""
            insert into summary_entry (entry_id, summary_day)
            select * from unnest(:entries::bigint[], :days::bigint[])
            """)
        .param("entries", numbers(rows, row -> row[0]))
        .param("days", numbers(rows, row -> row[1]))
        .update();
    endDeliveries(entries);
  }

  /** In one order, so that two who let wait never wait for each other. */
  private Map<Day, Long> open(List<Day> days) {
    var zones = zones();
    var ids = new HashMap<Day, Long>();
    jdbc.sql("""
            insert into summary_day as d (kind, day, location, channel, source, due_at)
            select * from unnest(:kinds::text[], :days::text[]::date[], :locations::text[],
                                 :channels::text[], :sources::text[], :due::text[]::timestamptz[])
            on conflict (kind, day, location, channel, source)
            do update set due_at = coalesce(d.due_at, excluded.due_at)
            returning id, kind, day, location, channel, source
            """)
        .param("kinds", texts(days, day -> day.kind().name()))
        .param("days", texts(days, day -> day.day().toString()))
        .param("locations", texts(days, Day::location))
        .param("channels", texts(days, Day::channel))
        .param("sources", texts(days, Day::source))
        .param(
            "due",
            texts(
                days,
                day -> due(day.day(), zones.getOrDefault(day.location(), UTC)).toString()))
        .query(row -> {
          ids.put(
              new Day(
                  SummaryKind.valueOf(row.getString("kind")),
                  row.getObject("day", LocalDate.class),
                  row.getString("location"),
                  row.getString("channel"),
                  row.getString("source")),
              row.getLong("id"));
        });
    return ids;
  }

  private Instant due(LocalDate day, ZoneId zone) {
    var over = day.plusDays(1).atStartOfDay(zone).toInstant().plus(GRACE);
    return over.isAfter(now) ? over : now.plus(GATHERED);
  }

  private Map<String, ZoneId> zones() {
    var zones = new HashMap<String, ZoneId>();
    jdbc.sql("select id, time_zone from location").query(row -> {
      zones.put(row.getString("id"), ZoneId.of(row.getString("time_zone")));
    });
    return zones;
  }

  /** A sale has no document of its own, so there is nothing to deliver under its name. */
  private void endDeliveries(List<EntryView> entries) {
    jdbc.sql("""
            update delivery
               set state = 'DONE', settled_at = :now, look_first = false, remote_id = null,
                   note = 'told in the summary of its day'
             where destination = 'BOOKS' and subject = any(:sales::text[]) and state <> 'DONE'
            """)
        .param("now", now.atOffset(UTC))
        .param(
            "sales",
            entries.stream()
                .filter(entry -> entry.cause().equals(Cause.SALE.name()) && entry.version() == 1)
                .map(EntryView::causeId)
                .toArray(String[]::new))
        .update();
  }

  private static String[] texts(List<Day> days, Function<Day, String> text) {
    return days.stream().map(text).toArray(String[]::new);
  }

  private static long[] numbers(List<long[]> rows, ToLongFunction<long[]> number) {
    return rows.stream().mapToLong(number).toArray();
  }
}

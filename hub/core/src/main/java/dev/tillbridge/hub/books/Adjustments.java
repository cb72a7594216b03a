package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings what is entered about an event to what is known of it now. The first entry has the event's id,
 * each that adjusts it the id, a hash and a number. Joins the caller's transaction; callers that adjust
 * the same event must take turns.
 */
public final class Adjustments {

  /** Somebody else can enter the event itself meanwhile, but only once. */
  private static final int TRIES = 3;

  private final JdbcClient jdbc;
  private final Books books;

  public Adjustments(JdbcClient jdbc, Books books) {
    this.jdbc = jdbc;
    this.books = books;
  }

  /**
   * What happened.
   *
   * @param before whether anything had been entered about the event
   * @param added the lines that were missing; none when all was entered as it should be
   */
  public record Brought(boolean before, List<DraftLine> added) {
    public Brought {
      added = List.copyOf(added);
    }
  }

  private record Sum(
      String id, Currency currency, Role role, String category, String key, long sum) {}

  /**
   * Enters what is missing until the lines are what is entered about the event.
   *
   * @param lines what there shall be, balanced; none to take all back
   */
  public Brought bring(Event event, String words, List<DraftLine> lines) {
    for (int i = 0; i < TRIES; i++) {
      var entered = entered(event);
      var missing = missing(entered, lines);
      long ids = entered.stream().map(Sum::id).distinct().count();
      if (missing.isEmpty()) {
        return new Brought(ids > 0, List.of());
      }
      var id = ids == 0 ? event.id() : event.id() + "#" + (ids + 1);
      if (books.enter(new Draft(named(event, id), words, missing)).isPresent()) {
        return new Brought(ids > 0, missing);
      }
    }
    throw new IllegalStateException(event.cause() + " " + event.id() + " cannot be adjusted");
  }

  private List<Sum> entered(Event event) {
    return jdbc.sql("""
            select e.cause_id, l.currency, l.role, l.category, l.key, sum(l.amount)::bigint as sum
              from entry e
              join entry_line l on l.entry_id = e.id
             where e.cause = :cause
               and (e.cause_id = :id or (e.cause_id > :id || '#' and e.cause_id < :id || '#~'))
             group by 1, 2, 3, 4, 5
            """)
        .param("cause", event.cause().name())
        .param("id", event.id())
        .query((row, _) -> new Sum(
            row.getString("cause_id"),
            Currency.getInstance(row.getString("currency")),
            Role.valueOf(row.getString("role")),
            row.getString("category"),
            row.getString("key"),
            row.getLong("sum")))
        .list();
  }

  private static List<DraftLine> missing(List<Sum> entered, List<DraftLine> lines) {
    Map<String, Position> positions = new TreeMap<>();
    for (var sum : entered) {
      of(positions, sum.currency()).add(sum.role(), sum.category(), sum.key(), -sum.sum());
    }
    for (var line : lines) {
      of(positions, line.amount().currency()).add(List.of(line));
    }
    var missing = new ArrayList<DraftLine>();
    positions.values().forEach(position -> missing.addAll(position.lines()));
    return missing;
  }

  private static Position of(Map<String, Position> positions, Currency currency) {
    return positions.computeIfAbsent(currency.getCurrencyCode(), _ -> new Position(currency));
  }

  private static Event named(Event event, String id) {
    return new Event(
        event.cause(),
        id,
        event.day(),
        event.heardOn(),
        event.at(),
        event.location(),
        event.channel(),
        event.source());
  }
}

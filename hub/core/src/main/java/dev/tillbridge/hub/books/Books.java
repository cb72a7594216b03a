package dev.tillbridge.hub.books;

import dev.tillbridge.hub.books.EntryStore.Placed;
import dev.tillbridge.hub.problem.BadInput;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enters what happened into the ledger. Every method joins the caller's transaction: what happened and
 * its entry commit together.
 */
public final class Books {

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Rules rules;
  private final EntryStore store;

  public Books(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.rules = new Rules(jdbc, clock);
    this.store = new EntryStore(jdbc);
  }

  /**
   * Enters an event, unless it has been entered before or nothing of worth happened. If its period is
   * closed it counts for the day on which the hub heard of it, or the first open one.
   *
   * @return the entry's id, if one was made
   */
  public Optional<Long> enter(Draft draft) {
    if (draft.lines().isEmpty()) {
      return Optional.empty();
    }
    return store.write(draft.event(), draft.words(), placed(draft), clock.instant());
  }

  /** The same for many events at once, in two statements; of each event there must be one draft. */
  public void enter(List<Draft> drafts) {
    var worth = drafts.stream().filter(draft -> !draft.lines().isEmpty()).toList();
    if (!worth.isEmpty()) {
      new ManyEntries(jdbc)
          .write(worth, worth.stream().map(this::placed).toList(), clock.instant());
    }
  }

  private List<Placed> placed(Draft draft) {
    var known = rules.now();
    return draft.lines().stream()
        .map(line -> Mapping.rule(known, draft.event(), line)
            .map(rule -> new Placed(line, rule.account(), rule.id()))
            .orElseGet(() -> new Placed(line, line.role().account(), null)))
        .toList();
  }

  /**
   * Enters the opposite of an entry; if it was entered anew by other rules since, that of what stands
   * for its event now.
   *
   * @param when its day and time are taken from there; the rest stays as it was
   * @return false when it was reversed before, is itself a reversal, or there is no such entry
   */
  public boolean reverse(long entry, Event when, String words) {
    return store.reverse(entry, when, words, clock.instant());
  }

  /** What was entered about a sale so far; empty until the sale itself was. */
  public Optional<BookedSale> ofSale(UUID sale) {
    return BookedSale.read(jdbc, sale);
  }

  /**
   * Closes all days up to this one, for ever. Waits for entries that are under way; what comes later
   * counts for open days.
   *
   * @throws BadInput when it is closed already, or has not ended anywhere on earth
   */
  public void close(LocalDate through, String reason, String by) {
    Locks.close(jdbc, new Locks.Lock(UUID.randomUUID(), through, reason, by, clock.instant()));
  }
}

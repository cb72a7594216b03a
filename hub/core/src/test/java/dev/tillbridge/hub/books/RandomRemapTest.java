package dev.tillbridge.hub.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever rules come and go, are applied and taken back, with periods closed in between: the ledger
 * says what a model says that keeps a list of events and writes each one's accounts over.
 */
class RandomRemapTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
  private static final List<Role> ROLES = List.of(Role.SALES, Role.SHIPPING, Role.TAX);
  private static final List<String> ACCOUNTS = List.of("4000", "4200", "4300", "2200", "2300");
  private static final List<String> WORDS = List.of("", "cups", "mugs");

  /** One event: what its lines are, where they go now, and which batch said so. */
  private static final class Event {
    LocalDate day = FIRST;
    LocalDate counts = FIRST;
    String source = "";
    List<DraftLine> lines = List.of();
    List<String> accounts = List.of();
    List<String> before = List.of();

    @Nullable
    UUID batch;

    void goes(List<String> to, UUID by) {
      before = accounts;
      accounts = to;
      batch = by;
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  private final List<Event> events = new ArrayList<>();
  private final List<RuleView> rules = new ArrayList<>();
  private final List<UUID> batches = new ArrayList<>();
  private LocalDate closed = FIRST.minusDays(1);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_ledger_says_what_a_simple_model_says(long seed) {
    var random = new Random(seed);
    try (var rig = new RemapRig()) {
      for (int step = 0; step < 40; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> enter(rig, random);
          case 4, 5 -> rules.add(rig.rules.add(UUID.randomUUID(), terms(random), "Mira"));
          case 6 -> withdraw(rig, random);
          case 7 -> remap(rig, random);
          case 8 -> undo(rig, random);
          default -> {
            if (random.nextInt(4) == 0) {
              close(rig, random);
            } else {
              rig.books.rollUp.fold(1 + random.nextInt(9));
            }
          }
        }
        assertThat(NaiveSums.reported(rig.books.db)).as("after step %d", step).isEqualTo(model());
      }
      remap(rig, random);
      assertThat(NaiveSums.of(rig.books.db)).isEqualTo(model());
      rig.chainsAreConsistent();
    }
  }

  private Map<String, Long> model() {
    var sums = new TreeMap<String, Long>();
    for (var event : events) {
      for (int i = 0; i < event.lines.size(); i++) {
        sums.merge(event.accounts.get(i), event.lines.get(i).amount().minor(), Math::addExact);
      }
    }
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  private LocalDate day(Random random) {
    return FIRST.plusDays(random.nextInt(90));
  }

  private void enter(RemapRig rig, Random random) {
    var event = new Event();
    event.day = day(random);
    event.source = "R" + random.nextInt(2);
    var lines = new ArrayList<DraftLine>();
    long sum = 0;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      long amount = 1L + random.nextInt(900);
      sum += amount;
      lines.add(new DraftLine(
          ROLES.get(random.nextInt(ROLES.size())),
          WORDS.get(random.nextInt(WORDS.size())),
          "",
          Money.of(-amount, "USD")));
    }
    lines.add(BooksRig.line(Role.CASH, sum));
    event.lines = List.copyOf(lines);
    event.accounts = mapped(event);
    events.add(event);
    rig.enter(new Draft(
        new dev.tillbridge.hub.books.Event(
            Cause.SALE,
            UUID.randomUUID().toString(),
            event.day,
            BooksRig.TODAY,
            BooksRig.NOW,
            "main",
            "COUNTER",
            event.source),
        "Sale",
        lines));
    // What is heard of after its period was closed counts for today, which is never closed here.
    event.counts = event.day.isAfter(closed) ? event.day : BooksRig.TODAY;
  }

  private boolean isOpen(Event event) {
    return event.counts.isAfter(closed);
  }

  private static Terms terms(Random random) {
    return new Terms(
        ROLES.get(random.nextInt(ROLES.size())),
        random.nextInt(3) == 0 ? "COUNTER" : null,
        null,
        random.nextInt(3) == 0 ? "R" + random.nextInt(2) : null,
        random.nextInt(2) == 0 ? WORDS.get(1 + random.nextInt(2)) : null,
        null,
        ACCOUNTS.get(random.nextInt(ACCOUNTS.size())),
        FIRST.plusDays(random.nextInt(90)));
  }

  private void withdraw(RemapRig rig, Random random) {
    if (!rules.isEmpty()) {
      rig.rules.withdraw(rules.remove(random.nextInt(rules.size())).id(), "Mira");
    }
  }

  private void remap(RemapRig rig, Random random) {
    var from = random.nextInt(3) == 0 ? day(random) : null;
    var through = random.nextInt(3) == 0 ? FIRST.plusDays(89) : null;
    var expected =
        rig.previews.of(new Previews.Question(List.of(), java.util.Set.of(), from, through, 0, 1));
    var batch = rig.remap(from, through);
    batches.add(batch.id());
    int changed = 0;
    int skipped = 0;
    for (var event : events) {
      boolean within = (from == null || !event.day.isBefore(from))
          && (through == null || !event.day.isAfter(through));
      var to = mapped(event);
      if (within && !to.equals(event.accounts)) {
        if (isOpen(event)) {
          event.goes(to, batch.id());
          changed++;
        } else {
          skipped++;
        }
      }
    }
    assertThat(batch.changed()).isEqualTo(changed).isEqualTo(expected.changed());
    assertThat(batch.skipped()).isEqualTo(skipped).isEqualTo(expected.skipped());
  }

  private void undo(RemapRig rig, Random random) {
    if (batches.isEmpty()) {
      return;
    }
    var batch = batches.remove(random.nextInt(batches.size()));
    var undone = rig.undo(batch);
    batches.add(undone.id());
    int changed = 0;
    for (var event : events) {
      if (batch.equals(event.batch) && isOpen(event)) {
        event.goes(event.before, undone.id());
        changed++;
      }
    }
    assertThat(undone.changed()).isEqualTo(changed);
  }

  private void close(RemapRig rig, Random random) {
    var through = closed.plusDays(1 + random.nextInt(20));
    new Locks(rig.books.db.jdbc(), rig.books.db.tx(), () -> BooksRig.NOW)
        .close(UUID.randomUUID(), through, "told", "Mira");
    closed = through;
  }

  /** The rule with the most words, then the latest day, then the one that was made last. */
  private List<String> mapped(Event event) {
    var accounts = new ArrayList<String>();
    for (var line : event.lines) {
      var best = line.role().account();
      int words = -1;
      var day = FIRST.minusYears(1);
      for (var rule : rules) {
        var terms = rule.terms();
        int named = (terms.channel() == null ? 0 : 1)
            + (terms.source() == null ? 0 : 1)
            + (terms.category() == null ? 0 : 1);
        boolean fits = terms.role() == line.role()
            && !terms.validFrom().isAfter(event.day)
            && (terms.source() == null || terms.source().equals(event.source))
            && (terms.category() == null || terms.category().equals(line.category()));
        if (fits && (named > words || (named == words && !terms.validFrom().isBefore(day)))) {
          best = terms.account();
          words = named;
          day = terms.validFrom();
        }
      }
      accounts.add(best);
    }
    return accounts;
  }
}

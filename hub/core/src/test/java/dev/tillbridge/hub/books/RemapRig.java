package dev.tillbridge.hub.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.RuleView.Terms;
import dev.tillbridge.model.books.Role;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger of its own whose rules change. */
final class RemapRig implements AutoCloseable {

  static final Duration LONG = Duration.ofMinutes(5);

  final BooksRig books = new BooksRig();
  final BookRules rules = new BookRules(books.db.jdbc(), () -> BooksRig.NOW);
  final Batches batches = hub();
  final Previews previews = new Previews(books.db.jdbc(), books.db.tx(), () -> BooksRig.NOW);

  /** Another hub on the same database. */
  Batches hub() {
    return new Batches(books.db.jdbc(), books.db.tx(), () -> BooksRig.NOW);
  }

  /** By the rules of this moment; a hub's own are up to two seconds old. */
  long enter(Draft draft) {
    Long id = books
        .db
        .tx()
        .execute(
            _ -> new Books(books.db.jdbc(), () -> BooksRig.NOW).enter(draft).orElseThrow());
    return java.util.Objects.requireNonNull(id);
  }

  /** Cash for shipping. */
  static Draft shipping(LocalDate day, long cents) {
    return BooksRig.draft(
        day, List.of(BooksRig.line(Role.CASH, cents), BooksRig.line(Role.SHIPPING, -cents)));
  }

  static Terms terms(Role role, String account, String from) {
    return new Terms(role, null, null, null, null, null, account, LocalDate.parse(from));
  }

  RuleView rule(Role role, String account, String from) {
    return rules.add(UUID.randomUUID(), terms(role, account, from), "Mira");
  }

  BatchView remap() {
    return remap(null, null);
  }

  BatchView remap(@Nullable LocalDate from, @Nullable LocalDate through) {
    var id = UUID.randomUUID();
    batches.remap(id, "Other rules", from, through, "Mira");
    return done(id);
  }

  BatchView undo(UUID batch) {
    var id = UUID.randomUUID();
    batches.undo(id, batch, "It was wrong", "Mira");
    return done(id);
  }

  BatchView done(UUID id) {
    batches.work(LONG);
    var batch = batches.find(id).orElseThrow();
    assertThat(batch.isDone()).isTrue();
    return batch;
  }

  long count(String sql) {
    return books.db.jdbc().sql(sql).query(Long.class).single();
  }

  /**
   * Each event: statements and reversals take turns, each reversal is the exact opposite of what came
   * right before it, and no version is left out.
   */
  void chainsAreConsistent() {
    assertThat(count("""
            select count(*) from (
              select *, lag(id) over w as before, lag(version) over w as number,
                     lag(reverses) over w as turned
                from entry window w as (partition by cause, cause_id order by version)) e
             where version <> coalesce(number, 0) + 1
                or (version % 2 = 1) <> (reverses is null)
                or (reverses is not null and reverses <> before)
            """)).isZero();
    assertThat(count("""
            select count(*) from entry e
              join entry_line r on r.entry_id = e.id
              left join entry_line o on o.entry_id = e.reverses and o.position = r.position
             where e.reverses is not null
               and (r.account, r.currency, r.role, r.category, r.key, r.amount)
                   is distinct from (o.account, o.currency, o.role, o.category, o.key, -o.amount)
            """)).isZero();
    assertThat(count("""
            select count(*) from (select entry_id, currency from entry_line group by 1, 2
                                  having sum(amount) <> 0) off
            """)).isZero();
  }

  @Override
  public void close() {
    books.close();
  }
}

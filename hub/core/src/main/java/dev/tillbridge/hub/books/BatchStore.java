package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.BatchView.Kind;
import dev.tillbridge.hub.books.BatchView.Skipped;
import dev.tillbridge.hub.books.Mapping.Rule;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.WrongState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches, and how far they are. Joins the caller's transaction. */
final class BatchStore {

  private static final String READ = """
      select b.id, b.kind, b.words, b.from_day, b.through_day, b.undoes,
             (select u.id from book_batch u where u.undoes = b.id) as undone_by,
             b.changed, b.skipped, b.made_by, b.made_at, b.ended_at
        from book_batch b
      """;

  /** A batch under way: what was looked at, and what is to be. */
  record Running(
      UUID id,
      Kind kind,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      List<Long> rules,
      @Nullable UUID undoes,
      long done,
      long upto) {}

  private final JdbcClient jdbc;

  BatchStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<BatchView> newest(int limit) {
    return jdbc.sql(READ + " order by b.made_at desc, b.id limit :limit")
        .param("limit", limit)
        .query((row, _) -> view(row))
        .list();
  }

  Optional<BatchView> find(UUID id) {
    return jdbc.sql(READ + " where b.id = :id")
        .param("id", id)
        .query((row, _) -> view(row))
        .optional();
  }

  /**
   * Begins a batch about everything that is entered so far.
   *
   * @param content everything that was asked for
   * @return false when it had begun before
   * @throws IdReused when the id stands for another batch
   * @throws WrongState while another is under way, or when what it undoes was undone
   */
  boolean begin(BatchView batch, String content, List<Rule> rules) {
    try {
      boolean ours = jdbc.sql("""
                  insert into book_batch (id, kind, words, content, from_day, through_day, rules, undoes,
                                          upto, state, made_by, made_at)
                  values (:id, :kind, :words, :content, :from, :through, :rules, :undoes,
                          (select coalesce(max(id), 0) from entry), 'RUNNING', :by, :now)
                  on conflict (id) do nothing
                  """)
              .param("id", batch.id())
              .param("kind", batch.kind().name())
              .param("words", batch.words())
              .param("content", content)
              .param("from", batch.from())
              .param("through", batch.through())
              .param("rules", rules.stream().map(Rule::id).toArray(Long[]::new))
              .param("undoes", batch.undoes())
              .param("by", batch.madeBy())
              .param("now", batch.madeAt().atOffset(UTC))
              .update()
          == 1;
      if (!ours && !content.equals(content(batch.id()))) {
        throw new IdReused("batch " + batch.id());
      }
      return ours;
    } catch (DuplicateKeyException other) {
      throw new WrongState("another batch is under way, or has undone that one");
    }
  }

  private String content(UUID id) {
    return jdbc.sql("select content from book_batch where id = :id")
        .param("id", id)
        .query(String.class)
        .single();
  }

  /** The one under way, for us alone; empty when there is none, or another hub is at it. */
  Optional<Running> take() {
    return jdbc.sql("""
            select id, kind, from_day, through_day, rules, undoes, done, upto
              from book_batch where state = 'RUNNING' for update skip locked
            """)
        .query((row, _) -> new Running(
            row.getObject("id", UUID.class),
            Kind.valueOf(row.getString("kind")),
            row.getObject("from_day", LocalDate.class),
            row.getObject("through_day", LocalDate.class),
            numbers(row.getArray("rules")),
            row.getObject("undoes", UUID.class),
            row.getLong("done"),
            row.getLong("upto")))
        .optional();
  }

  private static List<Long> numbers(Array array) throws SQLException {
    return List.of((Long[]) array.getArray());
  }

  /** The rules that a batch follows, though they were withdrawn since. */
  List<Rule> rules(Running batch) {
    return Rules.read(
        jdbc, "id = any(:ids)", batch.rules().stream().mapToLong(n -> n).toArray());
  }

  /** It has come so far. */
  void went(Running batch, long to, Restating.Done did) {
    jdbc.sql("""
            update book_batch set done = :to, changed = changed + :changed, skipped = skipped + :skipped
             where id = :id
            """)
        .param("id", batch.id())
        .param("to", to)
        .param("changed", did.changed())
        .param("skipped", did.skipped())
        .update();
  }

  void end(UUID id, Instant now) {
    jdbc.sql("update book_batch set state = 'DONE', ended_at = :now where id = :id")
        .param("id", id)
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** What it could not change, in the order of entries. */
  List<Skipped> skipped(UUID id, long after, int limit) {
    return jdbc.sql("""
            select e.id, e.day, e.cause, e.cause_id, e.words, s.reason
              from book_batch_skip s join entry e on e.id = s.entry_id
             where s.batch = :id and s.entry_id > :after order by s.entry_id limit :limit
            """)
        .param("id", id)
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> new Skipped(
            row.getLong("id"),
            row.getObject("day", LocalDate.class),
            row.getString("cause"),
            row.getString("cause_id"),
            row.getString("words"),
            row.getString("reason")))
        .list();
  }

  private static BatchView view(ResultSet row) throws SQLException {
    var ended = row.getTimestamp("ended_at");
    return new BatchView(
        row.getObject("id", UUID.class),
        Kind.valueOf(row.getString("kind")),
        row.getString("words"),
        row.getObject("from_day", LocalDate.class),
        row.getObject("through_day", LocalDate.class),
        row.getObject("undoes", UUID.class),
        row.getObject("undone_by", UUID.class),
        row.getInt("changed"),
        row.getInt("skipped"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        ended == null ? null : ended.toInstant());
  }
}

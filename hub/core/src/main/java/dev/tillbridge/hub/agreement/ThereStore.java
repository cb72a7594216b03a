package dev.tillbridge.hub.agreement;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.agreement.Seen.State;
import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.books.DocumentThere.Move;
import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the books had of each document when it was looked at last, and what a person took over. */
final class ThereStore {

  private final JdbcClient jdbc;

  ThereStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The last look at a document.
   *
   * @param differs null when it was as it should be
   */
  record Last(String remoteId, Seen seen, @Nullable String differs) {}

  /** Which of ours documents there are, by their ids there; with the kind, which the caller compares. */
  Map<String, List<UUID>> ours(Collection<String> remoteIds) {
    var ours = new HashMap<String, List<UUID>>();
    jdbc.sql("""
            select remote_id, subject from delivery
             where destination = 'BOOKS' and state = 'DONE' and remote_id = any(:ids::text[])
            """).param("ids", remoteIds.toArray(String[]::new)).query(row -> {
      ours.computeIfAbsent(row.getString("remote_id"), _ -> new ArrayList<>())
          .add(UUID.fromString(row.getString("subject")));
    });
    return ours;
  }

  /** The ids there of what was told of these; null of what is under way. None of what is no document. */
  Map<UUID, String> remoteIds(Collection<UUID> documents) {
    var ids = new HashMap<UUID, String>();
    jdbc.sql("""
            select d.id, coalesce(x.remote_id, '') as remote_id
              from book_document d
              left join delivery x
                on x.destination = 'BOOKS' and x.subject = d.id::text and x.state = 'DONE'
             where d.id = any(:ids::text[]::uuid[])
            """).param("ids", texts(documents)).query(row -> {
      ids.put(row.getObject("id", UUID.class), row.getString("remote_id"));
    });
    return ids;
  }

  Map<UUID, Last> last(Collection<UUID> documents) {
    var last = new HashMap<UUID, Last>();
    jdbc.sql("select * from book_there where document_id = any(:ids::text[]::uuid[])")
        .param("ids", texts(documents))
        .query(row -> {
          last.put(
              row.getObject("document_id", UUID.class),
              new Last(row.getString("remote_id"), seen(row), row.getString("differs")));
        });
    return last;
  }

  Map<UUID, Seen> accepted(Collection<UUID> documents) {
    var accepted = new HashMap<UUID, Seen>();
    jdbc.sql("""
            select distinct on (document_id) * from book_accepted
             where document_id = any(:ids::text[]::uuid[]) order by document_id, id desc
            """).param("ids", texts(documents)).query(row -> {
      accepted.put(row.getObject("document_id", UUID.class), seen(row));
    });
    return accepted;
  }

  /** Notes a look. Looks come one after the other, because one hub looks at a time. */
  void write(UUID document, DocumentThere there, @Nullable String differs, Instant now) {
    var seen = Seen.of(there);
    with(jdbc.sql("""
                insert into book_there as t (document_id, remote_id, state, day, currency, total, tax,
                                             accounts, names, amounts, changed_at, seen_at, differs)
                values (:document, :remoteId, :state, :day, :currency, :total, :tax, :accounts::text[],
                        :names::text[], :amounts::bigint[], :at, :now, :differs)
                on conflict (document_id) do update
                   set remote_id = excluded.remote_id, state = excluded.state, day = excluded.day,
                       currency = excluded.currency, total = excluded.total, tax = excluded.tax,
                       accounts = excluded.accounts, names = excluded.names, amounts = excluded.amounts,
                       changed_at = excluded.changed_at, seen_at = excluded.seen_at,
                       differs = excluded.differs
                """), seen)
        .param("document", document)
        .param("remoteId", there.remoteId())
        .param("at", there.at().atOffset(UTC))
        .param("now", now.atOffset(UTC))
        .param("differs", differs)
        .update();
  }

  void accept(UUID document, Seen seen, String by, Instant now) {
    with(jdbc.sql("""
                insert into book_accepted (document_id, state, day, currency, total, tax, accounts, names,
                                           amounts, made_by, made_at)
                values (:document, :state, :day, :currency, :total, :tax, :accounts::text[],
                        :names::text[], :amounts::bigint[], :by, :now)
                """), seen)
        .param("document", document)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** It is as it should be now. */
  void settled(UUID document) {
    jdbc.sql("update book_there set differs = null where document_id = :id")
        .param("id", document)
        .update();
  }

  /** It is sent again: what was there before is nothing to compare with. */
  void forget(UUID document) {
    jdbc.sql("delete from book_there where document_id = :id")
        .param("id", document)
        .update();
  }

  private static JdbcClient.StatementSpec with(JdbcClient.StatementSpec statement, Seen seen) {
    var total = seen.total();
    var tax = seen.tax();
    return statement
        .param("state", seen.state().name())
        .param("day", seen.day())
        .param("currency", total == null ? null : total.currency().getCurrencyCode())
        .param("total", total == null ? null : total.minor())
        .param("tax", tax == null ? null : tax.minor())
        .param("accounts", texts(seen.moves(), Move::account))
        .param("names", texts(seen.moves(), Move::name))
        .param("amounts", seen.moves().stream().mapToLong(Move::minor).toArray());
  }

  private static Seen seen(ResultSet row) throws SQLException {
    var state = State.valueOf(row.getString("state"));
    if (state == State.DELETED) {
      return new Seen(state, null, null, null, List.of());
    }
    var currency = row.getString("currency");
    var accounts = (String[]) row.getArray("accounts").getArray();
    var names = (String[]) row.getArray("names").getArray();
    var amounts = (Long[]) row.getArray("amounts").getArray();
    var moves = new ArrayList<Move>();
    for (int i = 0; i < accounts.length; i++) {
      moves.add(new Move(accounts[i], names[i], amounts[i]));
    }
    return new Seen(
        state,
        row.getObject("day", LocalDate.class),
        Money.of(row.getLong("total"), currency),
        Money.of(row.getLong("tax"), currency),
        moves);
  }

  private static String[] texts(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).toArray(String[]::new);
  }

  private static String[] texts(List<Move> moves, Function<Move, String> text) {
    return moves.stream().map(text).toArray(String[]::new);
  }
}

package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Head;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps documents as they were made, and gives them back the same. */
final class Documents {

  private final JdbcClient jdbc;

  Documents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A document that was kept.
   *
   * @param adopted it was told before there were documents
   */
  record Kept(Document document, String cause, String causeId, int series, boolean adopted) {}

  private record Row(
      String kind,
      String cause,
      String causeId,
      int series,
      boolean adopted,
      Head head,
      @Nullable BookAccount money,
      @Nullable UUID settles,
      @Nullable String settled,
      Money total) {}

  /**
   * What documents tell of.
   *
   * @param series the newest version of what is told in them
   */
  record Origin(
      String cause,
      String causeId,
      int series,
      @Nullable String location,
      @Nullable String channel,
      @Nullable String source) {}

  /** Writes them, with the entries that each is part of; entries that came to nothing stay with none. */
  void write(Cluster cluster, Collection<Planned> documents, boolean adopted, Instant now) {
    var last = cluster.last();
    var origin = new Origin(
        cluster.cause(),
        cluster.causeId(),
        cluster.series(),
        last.location(),
        last.channel(),
        last.source());
    for (var planned : documents) {
      header(origin, planned, adopted, null, now);
      DocumentLines.write(jdbc, planned.document());
      link(planned.document().head().id(), cluster);
    }
    if (documents.isEmpty()) {
      link(null, cluster);
    }
  }

  /** The day that a summary tells, and how many entries of it. */
  record Summed(long day, int entries) {}

  /** Writes a summary without its entries. */
  void write(Origin origin, Planned planned, Summed summed, Instant now) {
    header(origin, planned, false, summed, now);
    DocumentLines.write(jdbc, planned.document());
  }

  private void header(
      Origin origin, Planned planned, boolean adopted, @Nullable Summed summed, Instant now) {
    var document = planned.document();
    var head = document.head();
    var money = money(document);
    jdbc.sql("""
                insert into book_document (id, kind, cause, cause_id, series, part, day, currency,
                                           location, channel, source, customer, note, others, money,
                                           money_part, settles, total, tax, adopted, summary_day,
                                           entries, made_at)
                values (:id, :kind, :cause, :causeId, :series, :part, :day, :currency, :location,
                        :channel, :source, :customer, :note, :others, :money, :moneyPart, :settles,
                        :total, :tax, :adopted, :summaryDay, :entries, :now)
                """)
        .param("id", head.id())
        .param("kind", kind(document))
        .param("cause", origin.cause())
        .param("causeId", origin.causeId())
        .param("series", origin.series())
        .param("part", planned.part())
        .param("day", head.day())
        .param("currency", head.currency().getCurrencyCode())
        .param("location", origin.location())
        .param("channel", origin.channel())
        .param("source", origin.source())
        .param("customer", head.customer())
        .param("note", head.note())
        .param("others", head.others().toArray(String[]::new))
        .param("money", money == null ? null : money.code())
        .param("moneyPart", money == null ? "" : money.part())
        .param("settles", document instanceof Document.Payment paid ? paid.invoice() : null)
        .param("total", document.total().minor())
        .param("tax", document.tax().minor())
        .param("adopted", adopted)
        .param("summaryDay", summed == null ? null : summed.day())
        .param("entries", summed == null ? null : summed.entries())
        .param("now", now.atOffset(UTC))
        .update();
  }

  private void link(@Nullable UUID document, Cluster cluster) {
    jdbc.sql("""
            insert into book_document_entry (entry_id, document_id)
            select unnest(:entries::bigint[]), :document::uuid
            """)
        .param("entries", cluster.entries().stream().mapToLong(e -> e.id()).toArray())
        .param("document", document)
        .update();
  }

  /** Those of these ids that are there. */
  Map<UUID, Kept> find(Collection<UUID> ids, Accounts accounts) {
    return read("d.id = any(:ids::text[]::uuid[])", texts(ids), accounts);
  }

  /** Each with all others of its cause that tell of the same entries. */
  Map<UUID, Kept> withSiblings(Collection<UUID> ids, Accounts accounts) {
    return read("""
        (d.cause, d.cause_id, d.series) in
            (select s.cause, s.cause_id, s.series from book_document s
              where s.id = any(:ids::text[]::uuid[]))""", texts(ids), accounts);
  }

  private Map<UUID, Kept> read(String which, String[] ids, Accounts accounts) {
    var rows = new LinkedHashMap<UUID, Row>();
    jdbc.sql("""
            select d.*, b.remote_id as settled
              from book_document d
              left join delivery b
                on b.destination = 'BOOKS' and b.subject = d.settles::text and b.state = 'DONE'
             where %s
             order by d.cause, d.cause_id, d.series, d.part
            """.formatted(which)).param("ids", ids).query(row -> {
      rows.put(row.getObject("id", UUID.class), row(row, accounts));
    });
    var lines = DocumentLines.read(jdbc, rows.keySet(), accounts);
    var kept = new LinkedHashMap<UUID, Kept>();
    rows.forEach((id, row) -> kept.put(
        id,
        new Kept(
            document(row, lines.getOrDefault(id, List.of())),
            row.cause(),
            row.causeId(),
            row.series(),
            row.adopted())));
    return kept;
  }

  /** What the entries behind these documents come to, by account and currency. */
  Map<String, Map<BookAccount, Long>> entered(Collection<UUID> documents, Accounts accounts) {
    Map<String, Map<BookAccount, Long>> sums = new HashMap<>();
    jdbc.sql("""
            select l.currency, l.account, l.role, l.key, sum(l.amount) as amount
              from entry_line l
             where l.entry_id in (select entry_id from book_document_entry
                                   where document_id = any(:ids::text[]::uuid[]))
             group by l.currency, l.account, l.role, l.key
            """).param("ids", texts(documents)).query(row -> {
      var role = Role.valueOf(row.getString("role"));
      sums.computeIfAbsent(row.getString("currency"), _ -> new TreeMap<>())
          .merge(
              accounts.of(row.getString("account"), role, row.getString("key")),
              row.getLong("amount"),
              Math::addExact);
    });
    sums.values().forEach(sum -> sum.values().removeIf(amount -> amount == 0));
    return sums;
  }

  private static Row row(ResultSet row, Accounts accounts) throws SQLException {
    var money = row.getString("money");
    var currency = Currency.getInstance(row.getString("currency"));
    var channel = row.getString("channel");
    return new Row(
        row.getString("kind"),
        row.getString("cause"),
        row.getString("cause_id"),
        row.getInt("series"),
        row.getBoolean("adopted"),
        new Head(
            row.getObject("id", UUID.class),
            row.getObject("day", LocalDate.class),
            currency,
            row.getString("note"),
            Set.of((String[]) row.getArray("others").getArray()),
            channel == null ? null : Channel.valueOf(channel),
            row.getString("customer")),
        money == null ? null : accounts.at(money, row.getString("money_part")),
        row.getObject("settles", UUID.class),
        row.getString("settled"),
        new Money(row.getLong("total"), currency));
  }

  private static Document document(Row row, List<FormLine> lines) {
    var head = row.head();
    var form = new Form(head.currency(), lines);
    return switch (row.kind()) {
      case "RECEIPT" -> new Document.Receipt(head, form, money(row));
      case "REFUND" -> new Document.Refund(head, form, money(row));
      case "INVOICE" -> new Document.Invoice(head, form, money(row));
      case "CREDIT" -> new Document.Credit(head, form, money(row));
      case "PAYMENT" ->
        new Document.Payment(
            head,
            row.total(),
            Objects.requireNonNull(row.settles()),
            row.settled(),
            money(row),
            lines.getFirst().account());
      case "JOURNAL" -> new Document.Journal(head, moves(lines));
      case "DEPOSIT" -> new Document.Deposit(head, money(row), moves(lines));
      default -> throw new IllegalStateException(row.kind());
    };
  }

  private static BookAccount money(Row row) {
    return Objects.requireNonNull(row.money(), "kept with its document");
  }

  private static List<Move> moves(List<FormLine> lines) {
    var moves = new ArrayList<Move>();
    lines.forEach(l -> moves.add(new Move(l.role(), l.account(), l.title(), l.amount())));
    return moves;
  }

  private static @Nullable BookAccount money(Document document) {
    return switch (document) {
      case Document.Receipt receipt -> receipt.money();
      case Document.Refund refund -> refund.money();
      case Document.Invoice invoice -> invoice.receivable();
      case Document.Credit credit -> credit.receivable();
      case Document.Payment payment -> payment.money();
      case Document.Journal ignored -> null;
      case Document.Deposit deposit -> deposit.bank();
    };
  }

  private static String kind(Document document) {
    return switch (document) {
      case Document.Receipt ignored -> "RECEIPT";
      case Document.Refund ignored -> "REFUND";
      case Document.Invoice ignored -> "INVOICE";
      case Document.Credit ignored -> "CREDIT";
      case Document.Payment ignored -> "PAYMENT";
      case Document.Journal ignored -> "JOURNAL";
      case Document.Deposit ignored -> "DEPOSIT";
    };
  }

  /** A sku as it was kept. */
  static @Nullable Sku sku(@Nullable String code) {
    return code == null ? null : new Sku(code);
  }

  private static String[] texts(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).toArray(String[]::new);
  }
}

package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines of documents, as they are kept. A move is a line of an amount with its sign. */
final class DocumentLines {

  private DocumentLines() {}

  static void write(JdbcClient jdbc, Document document) {
    var lines = of(document);
    jdbc.sql("""
            insert into book_document_line (document_id, position, role, account, account_part, sku, title,
                                            quantity, unit_price, amount, inside, tax_category, rate_ppm)
            select :id, position, role, account, part, sku, title, quantity, price, amount, inside,
                   category, rate
              from unnest(:roles::text[], :accounts::text[], :parts::text[], :skus::text[],
                          :titles::text[], :quantities::int[], :prices::bigint[], :amounts::bigint[],
                          :insides::bigint[], :categories::text[], :rates::int[])
                with ordinality as l(role, account, part, sku, title, quantity, price, amount, inside,
                                     category, rate, position)
            """)
        .param("id", document.head().id())
        .param("roles", texts(lines, l -> l.role().name()))
        .param("accounts", texts(lines, l -> l.account().code()))
        .param("parts", texts(lines, l -> l.account().part()))
        .param(
            "skus",
            lines.stream()
                .map(FormLine::sku)
                .map(sku -> sku == null ? null : sku.code())
                .toArray(String[]::new))
        .param("titles", texts(lines, FormLine::title))
        .param("quantities", lines.stream().mapToInt(FormLine::quantity).toArray())
        .param(
            "prices",
            lines.stream()
                .map(FormLine::unitPrice)
                .map(price -> price == null ? null : price.minor())
                .toArray(Long[]::new))
        .param("amounts", lines.stream().mapToLong(l -> l.amount().minor()).toArray())
        .param("insides", lines.stream().mapToLong(l -> l.inside().minor()).toArray())
        .param("categories", texts(lines, FormLine::taxCategory))
        .param("rates", lines.stream().mapToInt(FormLine::ratePpm).toArray())
        .update();
  }

  private static List<FormLine> of(Document document) {
    return switch (document) {
      case Document.Receipt receipt -> receipt.form().lines();
      case Document.Refund refund -> refund.form().lines();
      case Document.Invoice invoice -> invoice.form().lines();
      case Document.Credit credit -> credit.form().lines();
      case Document.Payment payment ->
        List.of(
            FormLine.of(Role.RECEIVABLE, payment.receivable(), "Payment", payment.amount(), ""));
      case Document.Journal journal -> moves(journal.moves());
      case Document.Deposit deposit -> moves(deposit.moves());
    };
  }

  private static List<FormLine> moves(List<Move> moves) {
    return moves.stream()
        .map(m -> FormLine.of(m.role(), m.account(), m.title(), m.amount(), ""))
        .toList();
  }

  static Map<UUID, List<FormLine>> read(
      JdbcClient jdbc, Collection<UUID> documents, Accounts accounts) {
    var lines = new HashMap<UUID, List<FormLine>>();
    jdbc.sql("""
            select l.*, d.currency from book_document_line l
              join book_document d on d.id = l.document_id
             where l.document_id = any(:ids::text[]::uuid[]) order by l.document_id, l.position
            """)
        .param("ids", documents.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          var currency = row.getString("currency");
          long price = row.getLong("unit_price");
          var unitPrice = row.wasNull() ? null : Money.of(price, currency);
          lines
              .computeIfAbsent(row.getObject("document_id", UUID.class), _ -> new ArrayList<>())
              .add(new FormLine(
                  Role.valueOf(row.getString("role")),
                  accounts.at(row.getString("account"), row.getString("account_part")),
                  Documents.sku(row.getString("sku")),
                  row.getString("title"),
                  row.getInt("quantity"),
                  unitPrice,
                  Money.of(row.getLong("amount"), currency),
                  Money.of(row.getLong("inside"), currency),
                  row.getString("tax_category"),
                  row.getInt("rate_ppm")));
        });
    return lines;
  }

  private static String[] texts(List<FormLine> lines, Function<FormLine, String> text) {
    return lines.stream().map(text).toArray(String[]::new);
  }
}

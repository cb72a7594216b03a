package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.sale.Channel;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Of which channels receipts are put beside their documents in other books, and which invoices go to
 * customers by mail. Asked for together with the document, once.
 */
public final class BooksReceipts {

  /** What a customer could be shown. */
  private static final Set<DocumentKind> SHOWN = EnumSet.of(
      DocumentKind.RECEIPT, DocumentKind.REFUND, DocumentKind.INVOICE, DocumentKind.CREDIT);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public BooksReceipts(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The channels of which receipts are put beside their documents; none until somebody chooses. */
  public Set<Channel> chosen() {
    return chosen(jdbc);
  }

  private static Set<Channel> chosen(JdbcClient jdbc) {
    var chosen = EnumSet.noneOf(Channel.class);
    jdbc.sql("""
            select distinct on (channel) channel, chosen from books_receipt_choice
             order by channel, id desc
            """).query(row -> {
      if (row.getBoolean("chosen")) {
        chosen.add(Channel.valueOf(row.getString("channel")));
      }
    });
    return chosen;
  }

  /** Decides it for a channel, for documents that are made from now on. */
  public void choose(Channel channel, boolean attach, String by) {
    if (chosen().contains(channel) == attach) {
      return;
    }
    jdbc.sql("""
            insert into books_receipt_choice (channel, chosen, made_by, made_at)
            values (:channel, :chosen, :by, :now)
            """)
        .param("channel", channel.name())
        .param("chosen", attach)
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  /** Asks for the files and mails of new documents. Joins the caller's transaction. */
  static void ask(
      JdbcClient jdbc, Deliveries deliveries, Cluster cluster, Collection<Planned> planned) {
    var shown = planned.stream()
        .map(Planned::document)
        .filter(document -> SHOWN.contains(DocumentKind.of(document)))
        .toList();
    if (shown.isEmpty()) {
      return;
    }
    var chosen = chosen(jdbc);
    deliveries.addOnce(
        Destination.BOOKS_FILE,
        shown.stream()
            .filter(document -> document.head().channel() != null
                && chosen.contains(document.head().channel()))
            .map(BooksReceipts::subject)
            .toList());
    if (cluster.cause().equals(Cause.SALE.name())) {
      deliveries.addOnce(
          Destination.BOOKS_MAIL,
          shown.stream()
              .filter(Document.Invoice.class::isInstance)
              .map(BooksReceipts::subject)
              .filter(_ -> address(jdbc, cluster.causeId()) != null)
              .toList());
    }
  }

  private static String subject(Document document) {
    return document.head().id().toString();
  }

  /**
   * Where the customer of a sale on account wants his invoice; null when he did not say, or it was
   * forgotten since.
   */
  static @Nullable String address(JdbcClient jdbc, String causeId) {
    var sale = DocumentBuilder.about(causeId);
    List<UUID> ids = sale.map(List::of).orElseGet(List::of);
    return ids.stream()
        .flatMap(id -> jdbc.sql("""
                select customer_email from sale
                 where id = :id and channel = 'COUNTER' and customer_email is not null
                """).param("id", id).query(String.class).optional().stream())
        .findFirst()
        .orElse(null);
  }
}

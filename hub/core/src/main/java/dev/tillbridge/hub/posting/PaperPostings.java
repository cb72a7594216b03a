package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.sales.SaleForBooks;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksPapers;
import dev.tillbridge.model.books.BooksPapers.Subject;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.Sale;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts receipts beside their documents in other books, and has invoices sent to customers, each once and
 * only when its document is there.
 */
public final class PaperPostings {

  private static final Duration AFTER_ITS_DOCUMENT = Duration.ofSeconds(10);
  private static final int NUMBER_MOST = 40;

  private final JdbcClient jdbc;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final Sales sales;
  private final Documents documents;
  private final ReceiptPaper paper;
  private final @Nullable Bookkeeping books;

  /**
   * Begins to post.
   *
   * @param books null while no accounting software is connected
   */
  public PaperPostings(
      JdbcClient jdbc,
      Deliveries deliveries,
      InstantSource clock,
      Sales sales,
      ReceiptPaper paper,
      @Nullable Bookkeeping books) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.clock = clock;
    this.sales = sales;
    this.documents = new Documents(jdbc);
    this.paper = paper;
    this.books = books;
  }

  /**
   * Takes the oldest whose document is at the books, one at a time: it may need several calls. Whatever
   * waits for a document that is held costs nothing meanwhile.
   */
  public List<Delivery> claim() {
    if (books == null) {
      return List.of();
    }
    var due = jdbc.sql("""
            select f.destination, f.id from delivery f
              join delivery d on d.destination = 'BOOKS' and d.subject = f.subject
                             and d.state = 'DONE' and d.remote_id is not null
             where f.destination in ('BOOKS_FILE', 'BOOKS_MAIL') and f.state = 'DUE'
               and f.next_at <= :now
             order by f.next_at limit 1 for update of f skip locked
            """)
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> new Due(
            Destination.valueOf(row.getString("destination")), row.getObject("id", UUID.class)))
        .optional();
    return due.map(one -> deliveries.claim(one.destination(), List.of(one.id())))
        .orElseGet(List::of);
  }

  private record Due(Destination destination, UUID id) {}

  /** Carries one of them. */
  public Outcome<String> deliver(Delivery delivery) {
    var connected = books;
    if (connected == null) {
      return unasked(delivery, "no accounting software is connected");
    }
    var papers = connected.papers().orElse(null);
    if (papers == null) {
      return new Delivered<>("nothing to do: " + connected.system() + " takes neither");
    }
    var id = UUID.fromString(delivery.subject());
    var kept = documents.find(List.of(id), Accounts.read(jdbc)).get(id);
    var there = remote(delivery.subject());
    if (kept == null || there == null) {
      return unasked(delivery, "its document is not booked yet");
    }
    return switch (delivery.destination()) {
      case BOOKS_FILE -> file(papers, delivery, kept, there);
      case BOOKS_MAIL -> mail(papers, delivery, kept, there);
      case BOOKS,
          SHOP_STOCK,
          SHOP_ORDERS,
          SHOP_PRODUCT,
          SHOP_FULFILMENT,
          SHOP_REFUND,
          SHOP_MIRROR ->
        throw new IllegalArgumentException(delivery + " is neither a file nor a mail");
    };
  }

  private Outcome<String> file(
      BooksPapers papers, Delivery delivery, Documents.Kept kept, String remote) {
    var document = kept.document();
    var sale = DocumentBuilder.about(kept.causeId())
        .flatMap(sales::forBooks)
        .map(SaleForBooks::sale)
        .orElse(null);
    var subject = new Subject(DocumentKind.of(document), remote);
    var number = number(kept, sale);
    var name = "%s-%s.pdf"
        .formatted(DocumentKind.of(document).name().toLowerCase(Locale.ROOT), plain(number));
    if (delivery.lookFirst()) {
      var earlier = papers.attached(subject, name);
      if (!(earlier instanceof NotSent<String>)) {
        return earlier;
      }
    }
    return papers.attach(delivery.key(), subject, name, paper.of(document, number, sale));
  }

  /** What a person calls it: the receipt's number, of whatever came later its own. */
  private static String number(Documents.Kept kept, @Nullable Sale sale) {
    var id = kept.document().head().id();
    return sale != null && sale.id().equals(id)
        ? sale.receiptNumber()
        : id.toString().substring(0, 8);
  }

  private static String plain(String number) {
    var plain = number.replaceAll("[^A-Za-z0-9._-]", "-");
    return plain.length() <= NUMBER_MOST ? plain : plain.substring(0, NUMBER_MOST);
  }

  private Outcome<String> mail(
      BooksPapers papers, Delivery delivery, Documents.Kept kept, String remote) {
    var address = BooksReceipts.address(jdbc, kept.causeId());
    // Somebody may have sent it there by hand, so it is always asked.
    var earlier = papers.mailed(remote);
    return switch (earlier) {
      case NotSent<String> ignored ->
        address == null
            ? new Delivered<>("not sent: the customer's address was forgotten")
            : papers.mail(delivery.key(), remote, address);
      case InDoubt<String>(var why) -> unasked(delivery, why);
      case Delivered<String> done -> done;
      case Refused<String> no -> no;
    };
  }

  private @Nullable String remote(String subject) {
    return jdbc.sql("""
            select remote_id from delivery
             where destination = 'BOOKS' and subject = :subject and state = 'DONE'
               and remote_id is not null
            """)
        .param("subject", subject)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** Nothing was done now; what was in doubt still is. */
  private static Outcome<String> unasked(Delivery delivery, String why) {
    return delivery.lookFirst() ? new InDoubt<>(why) : new NotSent<>(why, AFTER_ITS_DOCUMENT);
  }
}

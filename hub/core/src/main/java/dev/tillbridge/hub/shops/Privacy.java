package dev.tillbridge.hub.shops;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.shop.ShopNotice.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rights of a shop's customers. Forgetting happens at once and for good: names and addresses go,
 * amounts and books stay, and what comes again later is stripped by the database itself. What is
 * asked about is gathered whenever the merchant opens it, so nothing is copied that would have to be
 * forgotten too.
 */
public final class Privacy {

  /** A request that the merchant must answer. */
  public static final String CASE = "privacy-request";

  /** The law gives 30 days (shopify.dev, "Privacy law compliance"). */
  static final Duration DEADLINE = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Cases cases;
  private final EventLog log;
  private final Erasure erasure;
  private final InstantSource clock;

  public Privacy(JdbcClient jdbc, TransactionTemplate tx, Cases cases, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.cases = cases;
    this.log = new EventLog(jdbc, clock);
    this.erasure = new Erasure(jdbc, clock);
    this.clock = clock;
  }

  /** A customer wants to know what is kept; a person must hand it over. Twice is once. */
  public void asked(String shop, String eventId, Person person) {
    tx.executeWithoutResult(_ -> {
      var id = note(shop, eventId, PrivacyView.Kind.DATA_REQUEST, person);
      if (id != null) {
        var due = clock.instant().plus(DEADLINE).atOffset(UTC).toLocalDate();
        cases.open(
            CASE,
            id.toString(),
            "A customer of " + shop + " asks what is kept about him",
            "Hand it over until " + due + ": open the page Shops, download the data, and confirm.");
      }
      erasure.stripNews(shop, eventId);
    });
  }

  /** Forgets a customer of the shop: these orders of his, and all that carry his address. */
  public void redact(String shop, String eventId, Person person) {
    tx.executeWithoutResult(_ -> {
      var id = note(shop, eventId, PrivacyView.Kind.CUSTOMER_REDACT, person);
      if (id != null) {
        erasure.forget(shop, erasure.ordersOf(shop, person));
        finish(id, "hub");
        log.line("hub", "privacy-redact", shop, person.orders().size() + " orders named");
      }
      erasure.stripNews(shop, eventId);
    });
  }

  /** Forgets everybody who ever bought in the shop. */
  public void redactShop(String shop, String eventId) {
    tx.executeWithoutResult(_ -> {
      var id = note(shop, eventId, PrivacyView.Kind.SHOP_REDACT, new Person(null, null, List.of()));
      if (id != null) {
        int orders = erasure.forgetShop(shop);
        finish(id, "hub");
        log.line("hub", "privacy-redact-shop", shop, orders + " orders");
      }
      erasure.stripNews(shop, eventId);
    });
  }

  /** The owner has installed the app again: new orders bring their customers, old ones do not. */
  public void installedAgain(String shop) {
    erasure.allowNew(shop);
  }

  /** Requests, open ones first, then the newest; at most 100. */
  public List<PrivacyView> requests(String shop) {
    return jdbc.sql("""
            select id, shop, kind, asked_at, due_at, done_at, done_by from privacy_request
             where shop = :shop order by done_at is not null, asked_at desc limit 100
            """).param("shop", shop).query((row, _) -> view(row)).list();
  }

  /**
   * What is kept about whoever asked.
   *
   * @throws NotFound when nobody asked under this id
   * @throws WrongState when the request has been answered: by then it is forgotten who asked
   */
  public PersonalData data(String shop, UUID id) {
    var request = jdbc.sql("""
            select customer, email, orders, done_at is not null as done from privacy_request
             where id = :id and shop = :shop and kind = 'DATA_REQUEST'
            """)
        .param("id", id)
        .param("shop", shop)
        .query((row, _) -> new Asked(
            new Person(row.getString("customer"), row.getString("email"), List.of((String[])
                row.getArray("orders").getArray())),
            row.getBoolean("done")))
        .optional()
        .orElseThrow(() -> new NotFound("privacy request " + id));
    if (request.done()) {
      throw new WrongState("the request was answered; who asked is forgotten");
    }
    var orders = erasure.ordersOf(shop, request.person()).toArray(String[]::new);
    return new PersonalData(id, shop, sales(shop, orders), news(shop, orders));
  }

  private record Asked(Person person, boolean done) {}

  /** The merchant has handed the data over. */
  public void answered(String shop, UUID id, String by) {
    tx.executeWithoutResult(_ -> {
      var request = requests(shop).stream()
          .filter(one -> one.id().equals(id) && one.kind() == PrivacyView.Kind.DATA_REQUEST)
          .findFirst()
          .orElseThrow(() -> new NotFound("privacy request " + id));
      if (request.doneAt() == null) {
        finish(id, by);
        cases.close(CASE, id.toString(), by);
        log.line(by, "privacy-answered", shop, id.toString());
      }
    });
  }

  /** Null when the event was noted before. */
  private @Nullable UUID note(String shop, String eventId, PrivacyView.Kind kind, Person person) {
    var id = UUID.randomUUID();
    var now = clock.instant();
    boolean fresh = jdbc.sql("""
                    insert into privacy_request
                      (id, shop, event_id, kind, customer, email, orders, asked_at, due_at)
                    values (:id, :shop, :event, :kind, :customer, :email, :orders, :now, :due)
                    on conflict (shop, event_id) do nothing
                    """)
            .param("id", id)
            .param("shop", shop)
            .param("event", eventId)
            .param("kind", kind.name())
            .param("customer", person.id())
            .param("email", person.email())
            .param("orders", person.orders().toArray(String[]::new))
            .param("now", now.atOffset(UTC))
            .param("due", now.plus(DEADLINE).atOffset(UTC))
            .update()
        == 1;
    return fresh ? id : null;
  }

  private void finish(UUID id, String by) {
    jdbc.sql("""
            update privacy_request
               set done_at = :now, done_by = :by, customer = null, email = null, orders = '{}'
             where id = :id
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("by", by)
        .param("id", id)
        .update();
  }

  private List<PersonalData.KeptSale> sales(String shop, String[] orders) {
    return jdbc.sql("""
            select receipt_number, sold_at, customer_name, customer_email, total, currency,
                   array(select l.quantity || ' × ' || l.title from sale_line l
                          where l.sale_id = sale.id order by l.position) as lines,
                   coalesce((select p.destination from order_plan p
                              where p.shop = ref_account and p.order_id = ref_id), '{}') as sent_to
              from sale where ref_account = :shop and ref_id = any (:orders) order by sold_at
            """)
        .param("shop", shop)
        .param("orders", orders)
        .query((row, _) -> new PersonalData.KeptSale(
            row.getString("receipt_number"),
            row.getObject("sold_at", OffsetDateTime.class).toInstant(),
            row.getString("customer_name"),
            row.getString("customer_email"),
            row.getLong("total"),
            row.getString("currency"),
            List.of((String[]) row.getArray("lines").getArray()),
            List.of((String[]) row.getArray("sent_to").getArray())))
        .list();
  }

  private List<PersonalData.KeptNews> news(String shop, String[] orders) {
    return jdbc.sql("""
            select topic, received_at, body from inbox
             where source = :shop and order_of_news(topic, body) = any (:orders)
             order by received_at limit 1000
            """)
        .param("shop", shop)
        .param("orders", orders)
        .query((row, _) -> new PersonalData.KeptNews(
            row.getString("topic"),
            row.getObject("received_at", OffsetDateTime.class).toInstant(),
            row.getString("body")))
        .list();
  }

  private static PrivacyView view(ResultSet row) throws SQLException {
    var done = row.getObject("done_at", OffsetDateTime.class);
    return new PrivacyView(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        PrivacyView.Kind.valueOf(row.getString("kind")),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        done == null ? null : done.toInstant(),
        row.getString("done_by"));
  }
}

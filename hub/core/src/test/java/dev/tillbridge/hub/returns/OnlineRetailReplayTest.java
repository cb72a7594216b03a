package dev.tillbridge.hub.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.NaiveSums;
import dev.tillbridge.hub.books.RollUp;
import dev.tillbridge.hub.returns.OnlineRetail.Invoice;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.sale.Tender;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Real sales with their oddities go through the hub: postage, manual lines, bank charges and discounts
 * as articles, cancellations without a word of what they cancel, baskets of almost 600 lines. What the
 * accounts must show was computed from the file by another program in another language. The ledger that
 * this leaves is checked by hledger like every other.
 */
class OnlineRetailReplayTest {

  private static final LocationId WAREHOUSE = new LocationId("warehouse");
  private static final Currency GBP = Currency.getInstance("GBP");

  /** What is no article, by the account that a bookkeeper would want for it. */
  private static final Map<String, String> KINDS = Map.of(
      "POST", "Postage",
      "DOT", "Postage",
      "C2", "Postage",
      "BANK CHARGES", "Bank charges",
      "D", "Discounts given later");

  /** What invoices to other countries come to. */
  private static final long BY_CARD = 1_587_733;

  private final RefundRig rig = new RefundRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void every_penny_of_five_real_days_is_on_the_account_where_it_belongs() throws IOException {
    var invoices = OnlineRetail.invoices();
    assertThat(invoices).hasSize(512);
    prepare(invoices);
    for (var invoice : invoices) {
      rig.hub.now.set(invoice.at());
      if (invoice.isCancellation()) {
        rig.give(cancellation(invoice));
      } else if (!invoice.isCorrection()) {
        rig.hub.sales.record(sale(invoice));
      }
    }
    assertThat(entered(Cause.SALE)).isEqualTo(424);
    assertThat(entered(Cause.REFUND)).isEqualTo(43);
    assertThat(NaiveSums.of(rig.hub.db)).isEqualTo(NaiveSums.reported(rig.hub.db));
    // Goods, and what was keyed in by hand, less goods that came back.
    assertThat(NaiveSums.reported(rig.hub.db))
        .isEqualTo(Map.of(
            "1010",
            18_066_775L - BY_CARD,
            "1110",
            BY_CARD,
            "4000",
            -(18_031_618L + 6_541L - 352_379L),
            "4200",
            -385_174L,
            "4300",
            -1_500L,
            "4100",
            5_679L));
    assertThat(byDay())
        .isEqualTo(Map.of(
            LocalDate.of(2010, 12, 1), 5_863_556L,
            LocalDate.of(2010, 12, 2), 4_620_728L,
            LocalDate.of(2010, 12, 3), 4_562_046L,
            LocalDate.of(2010, 12, 5), 3_020_445L));
    new RollUp(rig.hub.db.jdbc(), rig.hub.db.tx()).run();
    assertThat(NaiveSums.of(rig.hub.db)).isEqualTo(NaiveSums.reported(rig.hub.db));
  }

  private int entered(Cause cause) {
    return rig.hub
        .db
        .jdbc()
        .sql("select count(*) from entry where cause = :cause")
        .param("cause", cause.name())
        .query(Integer.class)
        .single();
  }

  /** What came in, by the days in London. */
  private Map<LocalDate, Long> byDay() {
    var ledger = new Ledger(rig.hub.db.jdbc());
    var days = new TreeMap<LocalDate, Long>();
    for (var day = LocalDate.of(2010, 11, 30); day.getYear() == 2010; day = day.plusDays(1)) {
      long taken = ledger.trialBalance(day, day).stream()
          .filter(one -> one.account().equals("1010") || one.account().equals("1110"))
          .mapToLong(one -> one.balance().longValueExact())
          .sum();
      if (taken != 0) {
        days.put(day, taken);
      }
    }
    return days;
  }

  private void prepare(List<Invoice> invoices) {
    rig.hub.places.save(new Location(
        WAREHOUSE,
        "Warehouse",
        OnlineRetail.LONDON,
        GBP,
        TaxMode.INCLUSIVE,
        List.of(),
        StockPolicy.WARN));
    rig.hub.places.saveRegister("W1", WAREHOUSE);
    rule("Postage", "4200");
    rule("Bank charges", "4300");
    rule("Discounts given later", "4100");
    Map<String, Product> products = new TreeMap<>();
    invoices.stream()
        .flatMap(invoice -> invoice.lines().stream())
        .forEach(
            line -> products.merge(line.code(), product(line), OnlineRetailReplayTest::dearer));
    assertThat(products).hasSize(2_015);
    products.values().forEach(rig.hub.catalog::save);
  }

  private static Product product(OnlineRetail.Line line) {
    return new Product(
        UUID.randomUUID(),
        "p-" + line.code().replace(' ', '-'),
        line.title().isBlank() ? line.code() : line.title(),
        "",
        KINDS.getOrDefault(line.code(), ""),
        List.of(new Variant(
            new Sku(line.code()),
            null,
            "",
            List.of(),
            gbp(line.price()),
            TaxCategory.STANDARD,
            null)));
  }

  /** Prices change within the days; nothing goes back for more than the catalogue says. */
  private static Product dearer(Product one, Product other) {
    return one.variants()
                .getFirst()
                .price()
                .compareTo(other.variants().getFirst().price())
            >= 0
        ? one
        : other;
  }

  private void rule(String category, String account) {
    rig.hub
        .db
        .jdbc()
        .sql("""
            insert into book_rule (role, category, account, valid_from, made_by, made_at)
            values ('SALES', :category, :account, date '2010-01-01', 'Bea', now())
            """)
        .param("category", category)
        .param("account", account)
        .update();
  }

  private static NewSale sale(Invoice invoice) {
    var sale = new CounterSale();
    sale.location = WAREHOUSE;
    sale.register = "W1";
    sale.receiptNumber = invoice.number();
    sale.soldAt = invoice.at();
    sale.currency = GBP;
    invoice.lines().stream()
        .map(line ->
            new NewSale.Line(new Sku(line.code()), line.quantity(), gbp(line.price()), gbp(0)))
        .forEach(sale.lines::add);
    sale.tenders.add(
        isPaidByCard(invoice)
            ? CounterSale.card(gbp(invoice.total()), "slip " + invoice.number())
            : new NewSale.NewTender(Tender.Kind.CASH, gbp(invoice.total()), null, null, null));
    sale.rounding = gbp(0);
    return sale.report();
  }

  private static NewRefund cancellation(Invoice invoice) {
    return new NewRefund(
        UUID.randomUUID(),
        null,
        WAREHOUSE,
        "W1",
        invoice.number(),
        invoice.at(),
        "cancelled",
        List.of(),
        invoice.lines().stream()
            .map(line ->
                new NewRefund.Loose(new Sku(line.code()), -line.quantity(), gbp(line.price())))
            .toList(),
        // Nothing was shown that a card could get it back for.
        List.of(new NewRefund.Back(Tender.Kind.CASH, gbp(-invoice.total()), null)),
        true,
        null);
  }

  /** The file does not say how anybody paid. */
  private static boolean isPaidByCard(Invoice invoice) {
    return !invoice.country().equals("United Kingdom");
  }

  private static Money gbp(long pence) {
    return new Money(pence, GBP);
  }
}

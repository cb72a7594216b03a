package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopMirror;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A counter sale in Shopify's words. */
class CounterOrdersTest {

  private static final Sku MUG = new Sku("MUG");

  private final FakeShop shop = new FakeShop();

  @AfterEach
  void close() {
    shop.close();
  }

  private ShopMirror mirror() {
    return shop.channel().mirror();
  }

  private static Money cents(long cents) {
    return Money.of(cents, "USD");
  }

  /** Three mugs for ten dollars together, with a tip. */
  private static Sale sale(UUID id, List<SaleTax> taxes) {
    long onTop = taxes.stream()
        .filter(tax -> !tax.included())
        .mapToLong(tax -> tax.amount().minor())
        .sum();
    return new Sale(
        id,
        Channel.COUNTER,
        new LocationId("main"),
        "R1",
        "R1-000101",
        null,
        Instant.parse("2026-05-01T12:00:00Z"),
        Currency.getInstance("USD"),
        List.of(new SaleLine(MUG, "Enamel mug", 3, cents(400), cents(200))),
        cents(0),
        taxes,
        List.of(new Tender(Tender.Kind.CASH, cents(1_150 + onTop), null, null, null)),
        new Customer("Ada", "ada@example.com"),
        List.of(new SaleCharge(SaleCharge.Kind.TIP, "Tip", cents(150))));
  }

  private static SaleTax tax(long cents, boolean included) {
    return new SaleTax(
        TaxCategory.STANDARD, "Sales tax", 82_500, included, cents(1_000), cents(cents));
  }

  @Test
  void it_is_an_order_that_is_paid_and_gone_to_the_cent_and_takes_no_stock() {
    shop.answers("Mirror(", """
        {"data": {"orderCreate": {"order": {"id": "gid://shopify/Order/77"}, "userErrors": []}}}
        """);
    var id = UUID.randomUUID();
    var listing =
        new Listing(MUG, "gid://shopify/InventoryItem/11", "gid://shopify/ProductVariant/12");
    assertThat(mirror().mirror(sale(id, List.of(tax(83, false))), Map.of(MUG, listing)))
        .isEqualTo(new Delivered<>("gid://shopify/Order/77"));
    var sent = shop.calls("Mirror(").getFirst();
    assertThat(sent.at("/options/inventoryBehaviour").asString()).isEqualTo("BYPASS");
    assertThat(sent.at("/options/sendReceipt").asBoolean(true)).isFalse();
    var order = sent.path("order");
    assertThat(order.path("sourceIdentifier").asString()).isEqualTo(id.toString());
    assertThat(order.path("financialStatus").asString()).isEqualTo("PAID");
    assertThat(order.path("fulfillmentStatus").asString()).isEqualTo("FULFILLED");
    assertThat(order.path("processedAt").asString()).isEqualTo("2026-05-01T12:00:00Z");
    // 10.00 by three is a cent dearer once.
    assertThat(order.path("lineItems"))
        .extracting(line -> line.path("quantity").asInt() + " x "
            + line.at("/priceSet/shopMoney/amount").asString())
        .containsExactly("1 x 3.34", "2 x 3.33", "1 x 1.50");
    assertThat(order.at("/lineItems/0/variantId").asString()).isEqualTo(listing.variantId());
    assertThat(order.at("/lineItems/2/title").asString()).isEqualTo("Tip");
    assertThat(order.at("/taxLines/0/rate").asString()).isEqualTo("0.0825");
    assertThat(order.at("/transactions/0/amountSet/shopMoney/amount").asString())
        .isEqualTo("12.33");
  }

  @Test
  void what_cash_was_rounded_by_is_no_part_of_the_order() {
    shop.answers("Mirror(", """
        {"data": {"orderCreate": {"order": {"id": "gid://shopify/Order/78"}, "userErrors": []}}}
        """);
    var exact = sale(UUID.randomUUID(), List.of(tax(83, false)));
    var rounded = new Sale(
        exact.id(),
        exact.channel(),
        exact.location(),
        exact.register(),
        exact.receiptNumber(),
        null,
        exact.soldAt(),
        exact.currency(),
        exact.lines(),
        exact.shipping(),
        exact.taxes(),
        List.of(
            new Tender(Tender.Kind.CARD, cents(1_000), null, null, "slip 4711"),
            new Tender(Tender.Kind.CASH, cents(235), null, null, null)),
        null,
        exact.charges(),
        cents(2));
    assertThat(mirror().mirror(rounded, Map.of()))
        .isEqualTo(new Delivered<>("gid://shopify/Order/78"));
    var order = shop.calls("Mirror(").getFirst().path("order");
    assertThat(order.path("transactions"))
        .extracting(one -> one.path("gateway").asString() + " "
            + one.at("/amountSet/shopMoney/amount").asString())
        .containsExactly("card 10.00", "cash 2.33");
  }

  @Test
  void taxes_of_both_kinds_in_one_sale_are_nothing_that_an_order_can_say() {
    var sale = sale(UUID.randomUUID(), List.of(tax(83, false), tax(10, true)));
    assertThat(mirror().mirror(sale, Map.of())).isInstanceOf(Refused.class);
    assertThat(shop.calls("Mirror(")).isEmpty();
  }

  @Test
  void it_is_known_again_by_its_id_and_by_nothing_else() {
    var id = UUID.randomUUID();
    var sale = sale(id, List.of());
    shop.answers("Mirrored(", """
        {"data": {"orders": {"nodes": [
          {"id": "gid://shopify/Order/1", "sourceIdentifier": "%s"},
          {"id": "gid://shopify/Order/2", "sourceIdentifier": "%s"}]}}}
        """.formatted(UUID.randomUUID(), id));
    assertThat(mirror().recall(sale)).isEqualTo(new Delivered<>("gid://shopify/Order/2"));
    shop.answers("Mirrored(", "{\"data\": {\"orders\": {\"nodes\": []}}}");
    assertThat(mirror().recall(sale)).isInstanceOf(NotSent.class);
  }

  @Test
  void who_cannot_be_asked_leaves_us_in_doubt_and_no_second_order_is_made() {
    shop.answers("Mirrored(", status(429, ""));
    assertThat(mirror().recall(sale(UUID.randomUUID(), List.of()))).isInstanceOf(InDoubt.class);
    shop.answers("Mirror(", status(502, "bad gateway"));
    assertThat(mirror().mirror(sale(UUID.randomUUID(), List.of()), Map.of()))
        .isInstanceOf(InDoubt.class);
  }
}

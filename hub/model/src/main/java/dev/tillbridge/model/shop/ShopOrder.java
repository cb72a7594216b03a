package dev.tillbridge.model.shop;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.SaleCharge;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of an order as the shop tells it, in the shop's own currency. It may be incomplete or
 * wrong; the hub judges it when it makes a sale of it. Nothing is ever taken out of an order: what
 * was taken off a line or given back stands in {@code refunds}, and the total is that before them.
 *
 * @param id the shop's id, in its global form
 * @param name what the customer sees, for example {@code #1001}
 * @param updatedAt orders the versions of one order
 * @param cancelledAt null while it stands
 * @param fulfilled all goods have left
 * @param locationId the shop's id of the location that serves it, or null when it does not say
 * @param discount all discounts, already inside the lines' discounts
 * @param taxes as charged, lines and shipping together, one per name and rate
 * @param total what the lines, shipping, charges and taxes come to, before refunds
 * @param gateways who took the money
 * @param charges what was charged beside goods and shipping: tips, duties, fees
 * @param refunds what was taken off or given back, oldest first
 * @param more what not every kind of shop tells
 */
public record ShopOrder(
    String id,
    String name,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant cancelledAt,
    Payment payment,
    boolean fulfilled,
    boolean test,
    Currency currency,
    boolean taxesIncluded,
    @Nullable String locationId,
    List<Line> lines,
    Money shipping,
    Money discount,
    List<Tax> taxes,
    Money total,
    List<String> gateways,
    @Nullable Customer customer,
    List<SaleCharge> charges,
    List<ShopRefund> refunds,
    More more) {

  /** How far the money has come. */
  public enum Payment {
    /** Nothing yet, or only authorised. */
    OPEN,
    /** All of it. */
    PAID,
    /** All or a part of it went back. */
    REFUNDED,
    /** Never will. */
    VOIDED
  }

  /** How likely the shop thinks it that the order is a fraud. */
  public enum Risk {
    /** It says nothing about it. */
    NONE,
    /** It is still looking. */
    PENDING,
    LOW,
    MEDIUM,
    HIGH
  }

  /**
   * What not every shop tells, and not with every version.
   *
   * @param received all that the customer has paid, before anything went back; null when not told
   * @param giftCards the part of it that gift cards paid; null when not told
   * @param presentment the total in the customer's own currency; null when it is the shop's
   * @param risk null when not told
   * @param origin how whoever told the shop of the order names it; null when it was placed there
   */
  public record More(
      @Nullable Money received,
      @Nullable Money giftCards,
      @Nullable Money presentment,
      @Nullable Risk risk,
      @Nullable String origin) {

    /** Nothing was told. */
    public static final More NOTHING = new More(null, null, null, null);

    /** Of an order that was placed at the shop. */
    public More(
        @Nullable Money received,
        @Nullable Money giftCards,
        @Nullable Money presentment,
        @Nullable Risk risk) {
      this(received, giftCards, presentment, risk, null);
    }
  }

  /**
   * One line.
   *
   * @param sku null when the shop's variant has none
   * @param quantity as ordered, with what an edit added and without regard to what was taken off
   * @param open units that were neither sent nor taken off; meaningless once the order is fulfilled
   * @param discount off the whole line
   */
  public record Line(
      String id,
      @Nullable Sku sku,
      String title,
      int quantity,
      int open,
      Money unitPrice,
      Money discount,
      boolean taxable) {

    /** A line of which nothing was sent or taken off yet. */
    public Line(
        String id,
        @Nullable Sku sku,
        String title,
        int quantity,
        Money unitPrice,
        Money discount,
        boolean taxable) {
      this(id, sku, title, quantity, quantity, unitPrice, discount, taxable);
    }
  }

  /** A tax as charged. */
  public record Tax(String name, int ratePpm, Money amount) {}

  public ShopOrder {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    gateways = List.copyOf(gateways);
    charges = List.copyOf(charges);
    refunds = List.copyOf(refunds);
  }

  /** A plain order: goods, shipping and taxes, of which nothing went back. */
  public ShopOrder(
      String id,
      String name,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant cancelledAt,
      Payment payment,
      boolean fulfilled,
      boolean test,
      Currency currency,
      boolean taxesIncluded,
      @Nullable String locationId,
      List<Line> lines,
      Money shipping,
      Money discount,
      List<Tax> taxes,
      Money total,
      List<String> gateways,
      @Nullable Customer customer) {
    this(
        id,
        name,
        createdAt,
        updatedAt,
        cancelledAt,
        payment,
        fulfilled,
        test,
        currency,
        taxesIncluded,
        locationId,
        lines,
        shipping,
        discount,
        taxes,
        total,
        gateways,
        customer,
        List.of(),
        List.of(),
        More.NOTHING);
  }

  /** All money that went back. */
  public Money refunded() {
    return refunds.stream().map(ShopRefund::amount).reduce(Money.zero(currency), Money::plus);
  }

  /**
   * The same order under the name of one of its lives: it ended and stands again.
   *
   * @param life 1 for the first, whose name is the order's own
   */
  public ShopOrder inLife(int life) {
    return life == 1
        ? this
        : new ShopOrder(
            id + "~" + life,
            name + "/" + life,
            createdAt,
            updatedAt,
            cancelledAt,
            payment,
            fulfilled,
            test,
            currency,
            taxesIncluded,
            locationId,
            lines,
            shipping,
            discount,
            taxes,
            total,
            gateways,
            customer,
            charges,
            refunds,
            more);
  }
}

package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sale as a till reports it. Nothing in here is believed yet: {@link Sales#record} judges it.
 *
 * @param id made by the till before the customer paid; the idempotency key
 * @param register which till, or null when none is meant
 * @param receiptNumber as printed; null lets the hub number it
 * @param soldAt when the customer paid, by the till's clock
 * @param holdId the hold that the goods were set aside under, or null
 * @param lease what the till sold without asking, or null
 * @param taxes as charged
 * @param charges beside the goods: tips, gift cards, deposits; normally none
 * @param pointCard the customer's card for loyalty points, or null
 * @param rounding what the drawer got beyond what was due, to the smallest coin; zero mostly
 * @param invoiceTo the mail address where the customer wants the invoice of a sale on account, or null
 * @param shift in which it was sold, as the till says, or null
 * @param pricing how the till came to its prices; null from tills that know only the catalogue
 * @param sender who was signed in when it was reported, or null for a program
 */
public record NewSale(
    UUID id,
    Channel channel,
    LocationId location,
    @Nullable String register,
    @Nullable String receiptNumber,
    Instant soldAt,
    @Nullable UUID holdId,
    @Nullable Lease lease,
    Currency currency,
    List<Line> lines,
    List<SaleTax> taxes,
    List<NewTender> tenders,
    List<NewCharge> charges,
    @Nullable String pointCard,
    Money rounding,
    @Nullable String invoiceTo,
    @Nullable UUID shift,
    @Nullable NewPricing pricing,
    @Nullable Sender sender) {

  /** A person with his role. */
  public record Sender(String name, String role) {}

  /**
   * One line as charged.
   *
   * @param discount off the whole line; zero when there is none
   * @param serials of its units, as far as the till named them
   * @param lot of all its units, or null when the till named none
   * @param weight of each unit, in millionths of what its price is for; null when it is not weighed
   */
  public record Line(
      Sku sku,
      int quantity,
      Money unitPrice,
      Money discount,
      List<String> serials,
      @Nullable String lot,
      @Nullable Integer weight) {

    public Line {
      serials = List.copyOf(serials);
    }

    /** Units that are not weighed. */
    public Line(
        Sku sku,
        int quantity,
        Money unitPrice,
        Money discount,
        List<String> serials,
        @Nullable String lot) {
      this(sku, quantity, unitPrice, discount, serials, lot, null);
    }

    /** Units that nobody named. */
    public Line(Sku sku, int quantity, Money unitPrice, Money discount) {
      this(sku, quantity, unitPrice, discount, List.of(), null);
    }
  }

  /**
   * How it was paid, or a part of it.
   *
   * @param tendered what the customer handed over in cash, or null
   * @param change what went back, or null
   * @param paymentId our payment at a gateway, or null when none took it
   * @param reference the slip of a card terminal, whose account, and the like; null with cash and
   *     with a payment of ours, which has its own
   */
  public record NewTender(
      Tender.Kind kind,
      Money amount,
      @Nullable Money tendered,
      @Nullable Money change,
      @Nullable UUID paymentId,
      @Nullable String reference) {

    /** Cash, or money that a gateway of ours took. */
    public NewTender(
        Tender.Kind kind,
        Money amount,
        @Nullable Money tendered,
        @Nullable Money change,
        @Nullable UUID paymentId) {
      this(kind, amount, tendered, change, paymentId, null);
    }
  }

  /**
   * What is charged beside goods, without tax.
   *
   * @param code of the card that is paid into, or null
   */
  public record NewCharge(
      SaleCharge.Kind kind,
      String title,
      Money amount,
      @Nullable String code) {

    /** Without the code, because records end up in logs. */
    @Override
    public String toString() {
      return "NewCharge[" + kind + ", " + amount + "]";
    }
  }

  /**
   * Units that the till sold without asking, by right of its lease or beyond.
   *
   * @param generation of the lease
   * @param lines at most what was sold
   */
  public record Lease(int generation, List<StockLine> lines) {
    public Lease {
      lines = List.copyOf(lines);
    }
  }

  public NewSale {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    tenders = List.copyOf(tenders);
    charges = List.copyOf(charges);
  }

  /**
   * What is due for all of it.
   *
   * @throws ArithmeticException when that is more than an amount can hold
   */
  Money due() {
    var lineTotals = lines.stream().map(l -> l.unitPrice().times(l.quantity()).minus(l.discount()));
    var onTop = taxes.stream().filter(t -> !t.included()).map(SaleTax::amount);
    var beside = charges.stream().map(NewCharge::amount);
    return Stream.of(lineTotals, onTop, beside)
        .flatMap(amounts -> amounts)
        .reduce(Money.zero(currency), Money::plus);
  }

  /** A sale at the prices of the catalogue, in no shift. */
  public NewSale(
      UUID id,
      Channel channel,
      LocationId location,
      @Nullable String register,
      @Nullable String receiptNumber,
      Instant soldAt,
      @Nullable UUID holdId,
      @Nullable Lease lease,
      Currency currency,
      List<Line> lines,
      List<SaleTax> taxes,
      List<NewTender> tenders,
      List<NewCharge> charges,
      @Nullable String pointCard,
      Money rounding) {
    this(
        id,
        channel,
        location,
        register,
        receiptNumber,
        soldAt,
        holdId,
        lease,
        currency,
        lines,
        taxes,
        tenders,
        charges,
        pointCard,
        rounding,
        null,
        null,
        null,
        null);
  }

  /** A sale of goods that was paid exactly. */
  public NewSale(
      UUID id,
      Channel channel,
      LocationId location,
      @Nullable String register,
      @Nullable String receiptNumber,
      Instant soldAt,
      @Nullable UUID holdId,
      @Nullable Lease lease,
      Currency currency,
      List<Line> lines,
      List<SaleTax> taxes,
      List<NewTender> tenders) {
    this(
        id,
        channel,
        location,
        register,
        receiptNumber,
        soldAt,
        holdId,
        lease,
        currency,
        lines,
        taxes,
        tenders,
        List.of(),
        null,
        Money.zero(currency));
  }
}

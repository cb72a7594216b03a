package dev.tillbridge.model.sale;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finished sale. If one exists, it has lines and was paid to the cent, or to the smallest coin.
 *
 * @param id from birth to books; made by the till, or derived from the shop's order
 * @param location whose shelf the goods come from
 * @param register which till, or null for a web order
 * @param receiptNumber what the customer's paper says (R1-000101, #1001)
 * @param reference the outside system's name for it, or null at the counter
 * @param soldAt when the customer paid
 * @param shipping charged on top of the lines; zero at the counter
 * @param customer null when unknown
 * @param charges tips, duties, fees and cards; normally none. Without lines at least one
 * @param rounding what the drawer got beyond what was due, because the smallest coin is larger than
 *     the currency's minor unit; below zero when it got less. Zero without cash
 */
public record Sale(
    UUID id,
    Channel channel,
    LocationId location,
    @Nullable String register,
    String receiptNumber,
    @Nullable ExternalRef reference,
    Instant soldAt,
    Currency currency,
    List<SaleLine> lines,
    Money shipping,
    List<SaleTax> taxes,
    List<Tender> tenders,
    @Nullable Customer customer,
    List<SaleCharge> charges,
    Money rounding) {

  public Sale {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    tenders = List.copyOf(tenders);
    charges = List.copyOf(charges);
    if ((lines.isEmpty() && charges.isEmpty()) || tenders.isEmpty()) {
      throw new IllegalArgumentException("sale " + id + " has no lines or was not paid");
    }
    var due = total(currency, lines, shipping, taxes).plus(charged(currency, charges));
    var paid = sum(currency, tenders.stream().map(Tender::amount));
    if (!paid.equals(due.plus(rounding))) {
      throw new IllegalArgumentException(
          "sale %s: paid %s, due %s, rounded by %s".formatted(id, paid, due, rounding));
    }
    if (!rounding.isZero() && tenders.stream().noneMatch(t -> t.kind() == Tender.Kind.CASH)) {
      throw new IllegalArgumentException("sale " + id + " was rounded, but not paid in cash");
    }
  }

  /** A sale that was paid exactly. */
  public Sale(
      UUID id,
      Channel channel,
      LocationId location,
      @Nullable String register,
      String receiptNumber,
      @Nullable ExternalRef reference,
      Instant soldAt,
      Currency currency,
      List<SaleLine> lines,
      Money shipping,
      List<SaleTax> taxes,
      List<Tender> tenders,
      @Nullable Customer customer,
      List<SaleCharge> charges) {
    this(
        id,
        channel,
        location,
        register,
        receiptNumber,
        reference,
        soldAt,
        currency,
        lines,
        shipping,
        taxes,
        tenders,
        customer,
        charges,
        Money.zero(currency));
  }

  /** A sale of goods, with nothing charged beside them but shipping and taxes. */
  public Sale(
      UUID id,
      Channel channel,
      LocationId location,
      @Nullable String register,
      String receiptNumber,
      @Nullable ExternalRef reference,
      Instant soldAt,
      Currency currency,
      List<SaleLine> lines,
      Money shipping,
      List<SaleTax> taxes,
      List<Tender> tenders,
      @Nullable Customer customer) {
    this(
        id,
        channel,
        location,
        register,
        receiptNumber,
        reference,
        soldAt,
        currency,
        lines,
        shipping,
        taxes,
        tenders,
        customer,
        List.of());
  }

  /** Lines, shipping and other charges, after discounts, without taxes that come on top. */
  public Money subtotal() {
    return sum(currency, lines.stream().map(SaleLine::net))
        .plus(shipping)
        .plus(charged(currency, charges));
  }

  /** All taxes, inside the prices or on top. */
  public Money tax() {
    return sum(currency, taxes.stream().map(SaleTax::amount));
  }

  /** What was due. */
  public Money total() {
    return total(currency, lines, shipping, taxes).plus(charged(currency, charges));
  }

  /** What the customer paid: what was due, with the rounding of cash. */
  public Money paid() {
    return total().plus(rounding);
  }

  /** What is due for these lines, shipping and taxes, without other charges. */
  public static Money total(
      Currency currency, List<SaleLine> lines, Money shipping, List<SaleTax> taxes) {
    return sum(currency, lines.stream().map(SaleLine::net))
        .plus(shipping)
        .plus(sum(currency, taxes.stream().filter(t -> !t.included()).map(SaleTax::amount)));
  }

  /** What tips, duties and fees come to. */
  public static Money charged(Currency currency, List<SaleCharge> charges) {
    return sum(currency, charges.stream().map(SaleCharge::amount));
  }

  private static Money sum(Currency currency, Stream<Money> amounts) {
    return amounts.reduce(Money.zero(currency), Money::plus);
  }
}

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
 * A finished sale. If one exists, it has lines and was paid to the cent.
 *
 * @param id from birth to books; made by the till, or derived from the shop's order
 * @param location whose shelf the goods come from
 * @param register which till, or null for a web order
 * @param receiptNumber what the customer's paper says (R1-000101, #1001)
 * @param reference the outside system's name for it, or null at the counter
 * @param soldAt when the customer paid
 * @param shipping charged on top of the lines; zero at the counter
 * @param customer null when unknown
 * @param charges tips, duties and fees; normally none
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
    List<SaleCharge> charges) {

  public Sale {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    tenders = List.copyOf(tenders);
    charges = List.copyOf(charges);
    if (lines.isEmpty() || tenders.isEmpty()) {
      throw new IllegalArgumentException("sale " + id + " has no lines or was not paid");
    }
    var due = total(currency, lines, shipping, taxes).plus(charged(currency, charges));
    var paid = sum(currency, tenders.stream().map(Tender::amount));
    if (!paid.equals(due)) {
      throw new IllegalArgumentException("sale %s: paid %s, due %s".formatted(id, paid, due));
    }
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

  /** What the customer paid. */
  public Money total() {
    return total(currency, lines, shipping, taxes).plus(charged(currency, charges));
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

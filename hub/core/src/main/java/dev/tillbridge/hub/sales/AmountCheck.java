package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.StockLine;
import java.util.Currency;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the amounts of a reported sale. Nothing wraps: too large is a fault. */
final class AmountCheck {

  private static final int PPM_MOST = 1_000_000;
  private static final int REFERENCE_LONGEST = 100;

  private final NewSale sale;
  private final Errors errors;

  private AmountCheck(NewSale sale, Errors errors) {
    this.sale = sale;
    this.errors = errors;
  }

  static void of(NewSale sale, Errors errors) {
    var check = new AmountCheck(sale, errors);
    int before = errors.count();
    check.entries();
    // Sums make sense only over entries that make sense, but all entries are looked at.
    if (errors.count() == before && sale.lines().stream().allMatch(AmountCheck::countable)) {
      check.sums();
    }
  }

  /** The quantity itself is judged with the line's SKU. */
  private static boolean countable(NewSale.Line line) {
    return line.quantity() >= 1 && line.quantity() <= StockLine.MOST;
  }

  private void entries() {
    for (int i = 0; i < sale.lines().size(); i++) {
      line(sale.lines().get(i), "lines[" + i + "]");
    }
    Set<String> taxes = new HashSet<>();
    for (int i = 0; i < sale.taxes().size(); i++) {
      var tax = sale.taxes().get(i);
      tax(tax, "taxes[" + i + "]");
      errors.require(
          taxes.add(tax.category() + "\n" + tax.name()),
          "taxes[" + i + "]",
          "is listed twice: " + tax.name() + " on " + tax.category());
    }
    Set<UUID> payments = new HashSet<>();
    for (int i = 0; i < sale.tenders().size(); i++) {
      var tender = sale.tenders().get(i);
      tender(tender, "tenders[" + i + "]");
      var payment = tender.paymentId();
      errors.require(
          payment == null || payments.add(payment),
          "tenders[" + i + "].paymentId",
          "is used twice");
    }
    for (int i = 0; i < sale.charges().size(); i++) {
      charge(sale.charges().get(i), "charges[" + i + "]");
    }
    rounding();
  }

  private void charge(NewSale.NewCharge charge, String field) {
    boolean right = amount(charge.amount(), field + ".amount");
    errors.require(
        !charge.title().isBlank()
            && charge.title().length() <= REFERENCE_LONGEST
            && charge.title().indexOf('\0') < 0,
        field + ".title",
        "must be 1 to " + REFERENCE_LONGEST + " characters");
    switch (charge.kind()) {
      case TIP -> errors.require(charge.code() == null, field + ".code", "has no place with a tip");
      case GIFT_CARD, DEPOSIT -> {
        errors.require(
            !right || charge.amount().minor() > 0, field + ".amount", "must be above zero");
        reference(charge.code(), field + ".code");
      }
      case DUTY, FEE -> errors.add(field + ".kind", "is for orders of an online shop");
    }
  }

  /** How far a location rounds is judged where the location is known. */
  private void rounding() {
    var rounding = sale.rounding();
    if (!errors.require(
            rounding.currency().equals(sale.currency()),
            "rounding.currency",
            "must be " + sale.currency() + " as the sale's, was " + rounding.currency())
        || rounding.isZero()) {
      return;
    }
    if (!errors.require(
        rounding.minor() < Location.CASH_STEP_MOST && rounding.minor() > -Location.CASH_STEP_MOST,
        "rounding",
        "is larger than any coin")) {
      return;
    }
    var cash = sale.tenders().stream()
        .filter(t -> t.kind() == Tender.Kind.CASH)
        .map(NewSale.NewTender::amount)
        .toList();
    // What was paid in cash, less its rounding, was due: that cannot lie below zero.
    errors.require(
        !cash.isEmpty() && cash.stream().anyMatch(amount -> amount.minor() >= rounding.minor()),
        "rounding",
        "is more than was paid in cash");
  }

  private void line(NewSale.Line line, String field) {
    boolean priced = amount(line.unitPrice(), field + ".unitPrice");
    boolean reduced = amount(line.discount(), field + ".discount");
    if (!priced || !reduced || !countable(line)) {
      return;
    }
    try {
      var gross = line.unitPrice().times(line.quantity());
      errors.require(
          line.discount().compareTo(gross) <= 0,
          field + ".discount",
          "must not exceed the line's " + gross);
    } catch (ArithmeticException tooLarge) {
      errors.add(field + ".unitPrice", "is too large for this quantity");
    }
  }

  private void tax(SaleTax tax, String field) {
    errors.require(
        !tax.name().isBlank() && tax.name().length() <= 100,
        field + ".name",
        "must be 1 to 100 characters");
    errors.require(
        tax.ratePpm() >= 0 && tax.ratePpm() <= PPM_MOST,
        field + ".ratePpm",
        "must lie between 0 and " + PPM_MOST);
    boolean base = amount(tax.taxable(), field + ".taxable");
    boolean charged = amount(tax.amount(), field + ".amount");
    if (base && charged) {
      errors.require(
          tax.amount().compareTo(tax.taxable()) <= 0,
          field + ".amount",
          "must not exceed the taxable " + tax.taxable());
    }
  }

  private void tender(NewSale.NewTender tender, String field) {
    boolean right = amount(tender.amount(), field + ".amount");
    switch (tender.kind()) {
      case CASH -> {
        errors.require(tender.paymentId() == null, field + ".paymentId", "has no place with cash");
        errors.require(tender.reference() == null, field + ".reference", "has no place with cash");
        if (right) {
          change(tender, field);
        }
      }
      case PAYPAL -> {
        errors.require(tender.paymentId() != null, field + ".paymentId", "is missing");
        errors.require(
            tender.reference() == null, field + ".reference", "is the gateway's business");
        noChange(tender, field);
      }
      case CARD -> {
        errors.require(
            tender.paymentId() == null || tender.reference() == null,
            field + ".reference",
            "is the gateway's business");
        noChange(tender, field);
        if (tender.paymentId() == null) {
          reference(tender.reference(), field + ".reference");
        }
      }
      case ON_ACCOUNT, EXCHANGE -> {
        errors.require(
            tender.paymentId() == null, field + ".paymentId", "is for payments through a gateway");
        noChange(tender, field);
        reference(tender.reference(), field + ".reference");
      }
      case GIFT_CARD, STORE_CREDIT, DEPOSIT -> {
        errors.require(
            tender.paymentId() == null, field + ".paymentId", "is for payments through a gateway");
        errors.require(
            tender.amount().minor() != 0, field + ".amount", "must take something from the card");
        noChange(tender, field);
        reference(tender.reference(), field + ".reference");
      }
      case SHOP -> errors.add(field + ".kind", "is for orders of an online shop");
    }
  }

  private void noChange(NewSale.NewTender tender, String field) {
    errors.require(
        tender.tendered() == null && tender.change() == null,
        field + ".change",
        "is given on cash only");
  }

  /** Without it nobody finds the money again where it is. */
  private void reference(@Nullable String reference, String field) {
    errors.require(
        reference != null
            && !reference.isBlank()
            && reference.length() <= REFERENCE_LONGEST
            && reference.indexOf('\0') < 0,
        field,
        "must be 1 to " + REFERENCE_LONGEST + " characters");
  }

  private void change(NewSale.NewTender tender, String field) {
    var tendered = tender.tendered();
    var change = tender.change();
    if (tendered == null && change == null) {
      return;
    }
    if (tendered == null) {
      errors.add(field + ".tendered", "goes together with change");
      return;
    }
    if (change == null) {
      errors.add(field + ".change", "goes together with tendered");
      return;
    }
    boolean given = amount(tendered, field + ".tendered");
    boolean back = amount(change, field + ".change");
    if (given && back) {
      // Neither lies below zero, so their difference cannot wrap.
      errors.require(
          tendered.minus(change).equals(tender.amount()),
          field + ".change",
          "tendered %s less change %s is not %s".formatted(tendered, change, tender.amount()));
    }
  }

  /** True for an amount in the sale's currency that is not below zero. */
  private boolean amount(Money money, String field) {
    boolean same = errors.require(
        money.currency().equals(sale.currency()),
        field + ".currency",
        "must be " + sale.currency() + " as the sale's, was " + money.currency());
    boolean positive = errors.require(!money.isNegative(), field, "must not be negative");
    return same && positive;
  }

  private void sums() {
    var due = due();
    var taxes = sum(sale.currency(), sale.taxes().stream().map(SaleTax::amount));
    var gross =
        sum(sale.currency(), sale.lines().stream().map(l -> l.unitPrice().times(l.quantity())));
    if (due == null || taxes == null || gross == null || isTooLarge(due, taxes, gross)) {
      errors.add("lines", "the total is too large");
      return;
    }
    var paid = sum(sale.currency(), sale.tenders().stream().map(NewSale.NewTender::amount));
    var wanted = sum(sale.currency(), Stream.of(due, sale.rounding()));
    errors.require(
        wanted != null && wanted.equals(paid),
        "tenders",
        "paid %s, due %s".formatted(paid == null ? "?" : paid, due)
            + (sale.rounding().isZero() ? "" : " rounded by " + sale.rounding()));
  }

  private @Nullable Money due() {
    try {
      return sale.due();
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }

  private static boolean isTooLarge(Money... sums) {
    return Stream.of(sums).anyMatch(sum -> sum.minor() > Money.MOST_BOOKED);
  }

  private static @Nullable Money sum(Currency currency, Stream<Money> amounts) {
    try {
      return amounts.reduce(Money.zero(currency), Money::plus);
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }
}

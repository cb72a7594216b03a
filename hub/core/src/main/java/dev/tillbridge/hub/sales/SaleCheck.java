package dev.tillbridge.hub.sales;

import static java.time.Duration.ofMinutes;

import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.pricing.Priced;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.UnitName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with a reported sale, and says where. A pure function of the report
 * and of {@link Facts what the hub knows}; amounts are judged by {@link AmountCheck}.
 */
final class SaleCheck {

  /** Real wholesale baskets come near 600; a larger one than this is a mistake. */
  static final int LINES_MOST = 1_000;

  static final int TAXES_MOST = 20;
  static final int TENDERS_MOST = 20;
  static final int CHARGES_MOST = 20;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  /** QuickBooks takes a hundred characters. Whether anybody reads it there, nobody can know. */
  private static final int MAIL_MOST = 100;

  private static final Pattern MAIL =
      Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\"]+");
  private static final Pattern RECEIPT_NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,39}");

  /**
   * What the hub knows about the things that the report names.
   *
   * @param location null when there is none of this id
   * @param registerLocation where the register stands; null when there is no such register
   * @param skus those that the catalogue knows
   * @param hold null when unknown, which is no fault: a till may have promised goods on its own
   */
  record Facts(
      @Nullable Location location,
      @Nullable LocationId registerLocation,
      Set<Sku> skus,
      @Nullable Hold hold,
      Instant now) {}

  private SaleCheck() {}

  /** Everything wrong with a report whose {@link #sizes} are right. */
  static List<FieldError> faults(NewSale sale, Facts facts) {
    var errors = new Errors();
    origin(sale, facts, errors);
    lines(sale, facts, errors);
    pricing(sale, errors);
    AmountCheck.of(sale, errors);
    return errors.found();
  }

  /** True when every list has a length that somebody could have meant. */
  static boolean sizes(NewSale sale, Errors errors) {
    int before = errors.count();
    errors.require(
        !(sale.lines().isEmpty() && sale.charges().isEmpty()) && sale.lines().size() <= LINES_MOST,
        "lines",
        "must have 1 to " + LINES_MOST + " entries");
    errors.require(
        sale.charges().size() <= CHARGES_MOST,
        "charges",
        "must have at most " + CHARGES_MOST + " entries");
    errors.require(
        sale.taxes().size() <= TAXES_MOST, "taxes", "must have at most " + TAXES_MOST + " entries");
    errors.require(
        !sale.tenders().isEmpty() && sale.tenders().size() <= TENDERS_MOST,
        "tenders",
        "must have 1 to " + TENDERS_MOST + " entries");
    return errors.count() == before;
  }

  private static void origin(NewSale sale, Facts facts, Errors errors) {
    errors.require(
        sale.channel() == Channel.COUNTER,
        "channel",
        "must be COUNTER; web orders come from shops");
    var location = facts.location();
    if (location == null) {
      errors.add("location", "there is no location " + sale.location());
    } else {
      errors.require(
          sale.currency().equals(location.currency()),
          "currency",
          location.id() + " sells in " + location.currency() + ", not in " + sale.currency());
      rounding(sale, location, errors);
    }
    if (sale.register() != null) {
      register(sale, facts.registerLocation(), errors);
    }
    errors.require(
        sale.lease() == null || sale.register() != null, "lease", "needs the register that has it");
    var receipt = sale.receiptNumber();
    errors.require(
        receipt == null || RECEIPT_NUMBER.matcher(receipt).matches(),
        "receiptNumber",
        "must be 1 to 40 letters, digits and . _ / - and begin with a letter or digit");
    errors.require(
        !sale.soldAt().isAfter(facts.now().plus(ofMinutes(10))),
        "soldAt",
        "lies in the future, the hub's time is " + facts.now());
    errors.require(!sale.soldAt().isBefore(EARLIEST), "soldAt", "must not be before the year 2000");
    var mail = sale.invoiceTo();
    errors.require(
        mail == null || (mail.length() <= MAIL_MOST && MAIL.matcher(mail).matches()),
        "invoiceTo",
        "must be a mail address");
    errors.require(
        mail == null || sale.tenders().stream().anyMatch(t -> t.kind() == Tender.Kind.ON_ACCOUNT),
        "invoiceTo",
        "is for sales on account");
    var heldAt = facts.hold() == null ? null : facts.hold().location();
    errors.require(
        heldAt == null || heldAt.equals(sale.location()),
        "holdId",
        "is a hold of another location");
  }

  /** Which way it should have gone is for a person to see; an impossible one nobody meant. */
  private static void rounding(NewSale sale, Location location, Errors errors) {
    var step = location.cashStep();
    if (!sale.rounding().isZero()) {
      errors.require(
          step != null
              && sale.rounding().minor() < step
              && sale.rounding().minor() > -step.longValue(),
          "rounding",
          step == null
              ? "cash is not rounded at " + location.id()
              : "must be less than the smallest coin at " + location.id() + ", " + step);
    }
  }

  private static void pricing(NewSale sale, Errors errors) {
    var pricing = sale.pricing();
    if (pricing != null) {
      errors.require(
          pricing.lines().size() == sale.lines().size(),
          "pricing.lines",
          "must be one for each line");
      for (int i = 0; i < pricing.lines().size(); i++) {
        var base = pricing.lines().get(i).basePrice();
        errors.require(
            base.currency().equals(sale.currency()) && !base.isNegative(),
            "pricing.lines[" + i + "].basePrice",
            "must not be negative and be in " + sale.currency());
        for (var part : pricing.lines().get(i).parts()) {
          errors.require(
              part.amount() > 0
                  && (part.source() == Priced.Source.PROMOTION) == (part.promotion() != null),
              "pricing.lines[" + i + "].parts",
              "must be above zero, and a promotion's have its id");
        }
      }
    }
  }

  private static void register(NewSale sale, @Nullable LocationId stands, Errors errors) {
    if (stands == null) {
      errors.add("register", "there is no such register");
    } else {
      errors.require(stands.equals(sale.location()), "register", "stands at location " + stands);
    }
  }

  private static void lines(NewSale sale, Facts facts, Errors errors) {
    Map<Sku, Long> wanted = new HashMap<>();
    for (int i = 0; i < sale.lines().size(); i++) {
      var line = sale.lines().get(i);
      errors.require(
          facts.skus().contains(line.sku()),
          "lines[" + i + "].sku",
          line.sku() + " is not in the catalogue");
      names(line, "lines[" + i + "]", errors);
      boolean sensible = errors.require(
          line.quantity() >= 1 && line.quantity() <= StockLine.MOST,
          "lines[" + i + "].quantity",
          "must be between 1 and " + StockLine.MOST);
      if (sensible) {
        long together = wanted.merge(line.sku(), (long) line.quantity(), Long::sum);
        errors.require(
            together <= StockLine.MOST,
            "lines[" + i + "].quantity",
            "together more than " + StockLine.MOST + " of " + line.sku());
      }
    }
  }

  /** Only what no name can look like is refused; whether it is the right one, the hub looks later. */
  private static void names(NewSale.Line line, String field, Errors errors) {
    for (int j = 0; j < line.serials().size(); j++) {
      errors.require(
          UnitName.isValid(line.serials().get(j)),
          field + ".serials[" + j + "]",
          "is no serial number");
    }
    var lot = line.lot();
    errors.require(lot == null || UnitName.isValid(lot), field + ".lot", "is no name of a lot");
  }
}

package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a company is set up, and how its tax comes out.
 *
 * @param country of two letters
 * @param currency its only one
 * @param automatedSalesTax whether QuickBooks computes the tax where none is given (US)
 * @param taxRatePpm of the automated sales tax
 * @param taxOffMinor by how many cents the tax of a new document differs from what was asked for
 * @param closeDate the last day on which the books are closed; null while they are open
 * @param duplicateNumbers whether two documents of one kind may have one number
 * @param journalOnTaxAccounts whether journal entries may use a sales tax account
 * @param trackLocations whether documents may name a location (Department)
 * @param trackClasses OFF, DOCUMENT or LINE: where documents may name a class
 */
record CompanySettings(
    String country,
    String currency,
    boolean automatedSalesTax,
    int taxRatePpm,
    long taxOffMinor,
    @Nullable String closeDate,
    boolean duplicateNumbers,
    boolean journalOnTaxAccounts,
    boolean trackLocations,
    String trackClasses) {

  static final CompanySettings USUAL =
      new CompanySettings("US", "USD", false, 82_500, 0, null, false, true, true, "LINE");

  private static final Set<String> NAMES = Set.of(
      "country",
      "currency",
      "automatedSalesTax",
      "taxRatePpm",
      "taxOffMinor",
      "closeDate",
      "duplicateNumbers",
      "journalOnTaxAccounts",
      "trackLocations",
      "trackClasses",
      "taxes");

  private static final Set<String> CLASSES = Set.of("OFF", "DOCUMENT", "LINE");

  boolean isInUnitedStates() {
    return country.equals("US");
  }

  /**
   * These settings but for what is named; a {@code closeDate} of null opens the books.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  CompanySettings with(ObjectNode wanted) {
    for (var name : wanted.propertyNames()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(name + " is no setting of a company");
      }
    }
    var closed = wanted.has("closeDate") ? Json.text(wanted, "closeDate") : closeDate;
    if (closed != null) {
      try {
        LocalDate.parse(closed);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("closeDate is not a date: " + closed, e);
      }
    }
    var classes = Json.text(wanted, "trackClasses", trackClasses);
    if (!CLASSES.contains(classes)) {
      throw new IllegalArgumentException("trackClasses is none of " + CLASSES + ": " + classes);
    }
    return new CompanySettings(
        Json.text(wanted, "country", country),
        Json.text(wanted, "currency", currency),
        wanted.path("automatedSalesTax").asBoolean(automatedSalesTax),
        wanted.path("taxRatePpm").asInt(taxRatePpm),
        wanted.path("taxOffMinor").asLong(taxOffMinor),
        closed,
        wanted.path("duplicateNumbers").asBoolean(duplicateNumbers),
        wanted.path("journalOnTaxAccounts").asBoolean(journalOnTaxAccounts),
        wanted.path("trackLocations").asBoolean(trackLocations),
        classes);
  }
}

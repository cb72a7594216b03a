package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tax of a sales form.
 *
 * <p>In the United States a line bears TAX or NON and a given {@code TotalTax} is taken as it is
 * (Intuit, "Manage sales tax for US locales"); automated sales tax computes it when none is given.
 * Elsewhere every line names a tax code, the tax is what their rates make, and another amount counts
 * only when it is given rate by rate in {@code TaxLine}; a mere {@code TotalTax} is computed over.
 */
final class SalesTax {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final CompanyData data;
  private final References references;

  SalesTax(CompanyData data, References references) {
    this.data = data;
    this.references = references;
  }

  /** Puts the tax into the row and returns it. */
  BigDecimal settle(ObjectNode row, ArrayNode lines, boolean fresh) {
    var detail =
        row.get("TxnTaxDetail") instanceof ObjectNode given ? given : row.putObject("TxnTaxDetail");
    var company = data.company();
    var tax = company.isInUnitedStates()
        ? american(detail, lines, company)
        : elsewhere(row, detail, lines);
    if (fresh && company.taxOffMinor() != 0) {
      tax = tax.add(BigDecimal.valueOf(company.taxOffMinor(), 2));
    }
    detail.put("TotalTax", tax);
    return tax;
  }

  private BigDecimal american(ObjectNode detail, ArrayNode lines, CompanySettings company) {
    var taxed = BigDecimal.ZERO;
    for (var line : lines) {
      var code = line.path("SalesItemLineDetail").path("TaxCodeRef");
      var id = Json.text(code, "value", "NON");
      if (data.of(Entity.TAX_CODE).get(id) == null) {
        throw Fault.badReference("TaxCodeRef", id);
      }
      if (id.equals("TAX")) {
        taxed = taxed.add(Amounts.get(line, "Amount"));
      }
    }
    var given = Amounts.find(detail, "TotalTax");
    if (given != null && !detail.path("UseAutomatedSalesTax").asBoolean(false)) {
      return given;
    }
    return company.automatedSalesTax()
        ? share(taxed, BigDecimal.valueOf(company.taxRatePpm(), 4))
        : BigDecimal.ZERO;
  }

  private BigDecimal elsewhere(ObjectNode row, ObjectNode detail, ArrayNode lines) {
    if (Json.text(row, "GlobalTaxCalculation", "").equals("NotApplicable")) {
      detail.remove("TaxLine");
      return BigDecimal.ZERO;
    }
    var taxable = new LinkedHashMap<String, BigDecimal>();
    for (var line : lines) {
      if (line.path("SalesItemLineDetail") instanceof ObjectNode sold) {
        coded(sold, Amounts.get(line, "Amount"), taxable);
      }
    }
    var given = given(detail, taxable);
    var told = detail.putArray("TaxLine");
    var sum = BigDecimal.ZERO;
    for (var rate : taxable.entrySet()) {
      var percent = Amounts.get(data.of(Entity.TAX_RATE).need(rate.getKey()), "RateValue");
      var amount = given == null
          ? share(rate.getValue(), percent)
          : given.getOrDefault(rate.getKey(), BigDecimal.ZERO);
      sum = sum.add(amount);
      var line = told.addObject().put("Amount", amount).put("DetailType", "TaxLineDetail");
      line.putObject("TaxLineDetail")
          .put("PercentBased", true)
          .put("TaxPercent", percent)
          .put("NetAmountTaxable", rate.getValue())
          .putObject("TaxRateRef")
          .put("value", rate.getKey());
    }
    return sum;
  }

  private void coded(ObjectNode sold, BigDecimal amount, Map<String, BigDecimal> taxable) {
    if (sold.get("TaxCodeRef") == null) {
      throw Fault.business("Make sure all your transactions have a tax rate before you save.");
    }
    var code = references.existing(sold.path("TaxCodeRef"), "TaxCodeRef", Entity.TAX_CODE);
    sold.set("TaxCodeRef", CompanyData.reference(code, "Name"));
    for (var rate : code.path("SalesTaxRateList").path("TaxRateDetail")) {
      taxable.merge(Json.text(rate.path("TaxRateRef"), "value", ""), amount, BigDecimal::add);
    }
  }

  /** The tax by rate as the caller has it; null when he leaves it to the company. */
  private static @Nullable Map<String, BigDecimal> given(
      ObjectNode detail, Map<String, BigDecimal> taxable) {
    if (!(detail.get("TaxLine") instanceof ArrayNode lines) || lines.isEmpty()) {
      return null;
    }
    var byRate = new LinkedHashMap<String, BigDecimal>();
    for (JsonNode line : lines) {
      var rate = Json.text(line.path("TaxLineDetail").path("TaxRateRef"), "value", "");
      if (!taxable.containsKey(rate)) {
        throw Fault.badReference("TaxRateRef", rate);
      }
      byRate.merge(rate, Amounts.get(line, "Amount"), BigDecimal::add);
    }
    return byRate;
  }

  private static BigDecimal share(BigDecimal amount, BigDecimal percent) {
    return amount.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP);
  }
}

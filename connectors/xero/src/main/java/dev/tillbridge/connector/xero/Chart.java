package dev.tillbridge.connector.xero;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The organisation as far as documents depend on it.
 *
 * @param currency its own; Xero keeps its books in it
 * @param accounts those in use
 * @param rates taxes on sales, in use
 */
record Chart(String currency, List<Account> accounts, List<Rate> rates) {

  /** Xero's account of what customers owe. */
  static final String RECEIVABLE = "DEBTORS";

  /** Xero's account of the tax on sales. */
  static final String TAX = "GST";

  Chart {
    accounts = List.copyOf(accounts);
    rates = List.copyOf(rates);
  }

  /**
   * An account.
   *
   * @param code empty for some bank accounts
   * @param system what Xero keeps on it itself; empty as a rule
   * @param payments whether documents may be paid to it though it is no bank account
   */
  record Account(
      String id, String code, String name, String type, String system, boolean payments) {

    static Account of(JsonNode row) {
      return new Account(
          Json.text(row, "AccountID"),
          Json.text(row, "Code"),
          Json.text(row, "Name"),
          Json.text(row, "Type"),
          Json.text(row, "SystemAccount"),
          row.path("EnablePaymentsToAccount").asBoolean(false));
    }

    boolean isBank() {
      return type.equals("BANK");
    }

    boolean isReceivable() {
      return system.equals(RECEIVABLE);
    }

    boolean takesPayments() {
      return isBank() || payments;
    }
  }

  /** A tax on sales. */
  record Rate(String type, String name, BigDecimal percent) {}

  static Chart of(JsonNode organisation, JsonNode accounts, JsonNode rates) {
    var inUse = new ArrayList<Account>();
    accounts.path("Accounts").forEach(row -> {
      if (Json.text(row, "Status").equals("ACTIVE")) {
        inUse.add(Account.of(row));
      }
    });
    var onSales = new ArrayList<Rate>();
    rates.path("TaxRates").forEach(row -> {
      var percent = Json.amount(row, "EffectiveRate");
      if (percent != null
          && Json.text(row, "Status").equals("ACTIVE")
          && row.path("CanApplyToRevenue").asBoolean(true)) {
        onSales.add(new Rate(Json.text(row, "TaxType"), Json.text(row, "Name"), percent));
      }
    });
    return new Chart(
        Json.text(organisation.path("Organisations").path(0), "BaseCurrency"), inUse, onSales);
  }

  /** By its name, else by its code. */
  Optional<Account> named(String name) {
    return accounts.stream()
        .filter(account -> account.name().equals(name))
        .findFirst()
        .or(() -> accounts.stream().filter(a -> a.code().equals(name)).findFirst());
  }

  Optional<Account> system(String system) {
    return accounts.stream().filter(account -> account.system().equals(system)).findFirst();
  }

  Chart with(Account one) {
    var all = new ArrayList<>(accounts);
    all.add(one);
    return new Chart(currency, all, rates);
  }
}

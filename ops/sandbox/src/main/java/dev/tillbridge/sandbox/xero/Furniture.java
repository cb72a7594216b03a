package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a new organisation comes with, and what the bookkeeper's guide has it add for a shop. Adds only
 * what is missing.
 */
final class Furniture {

  private final OrgData data;

  Furniture(OrgData data) {
    this.data = data;
  }

  void place() {
    if (data.of(Kind.ACCOUNT).size() == 0) {
      data.refreshTokens.put(Xero.FIRST_REFRESH_TOKEN, data.now().plus(Duration.ofDays(60)));
      var organisation = Json.object().put("Name", "Tillbridge demo company");
      organisation.put("BaseCurrency", "USD").put("CountryCode", "US").put("Version", "US");
      data.insert(Kind.ORGANISATION, organisation);
    }
    system("610", "Accounts Receivable", "CURRENT", "DEBTORS");
    system("800", "Accounts Payable", "CURRLIAB", "CREDITORS");
    system("820", "Sales Tax", "CURRLIAB", "GST");
    system("860", "Rounding", "CURRLIAB", "ROUNDING");
    system("960", "Retained Earnings", "EQUITY", "RETAINEDEARNINGS");
    account("090", "Bank", "BANK", false);
    account("200", "Sales", "REVENUE", false);
    shop();
    rate("NONE", "Tax Exempt", "0");
    rate("OUTPUT", "Tax on Sales", "8.25");
    rate("TAX001", "VAT on Sales", "20.0");
  }

  /** What the guide names. Clearing accounts are no bank accounts: journals must reach them. */
  private void shop() {
    money("1010", "Cash on hand - till");
    money("1020", "Safe");
    money("1100", "PayPal clearing");
    money("1110", "Card clearing");
    money("1120", "Shopify clearing");
    money("1121", "WooCommerce clearing");
    money("1199", "Tender split");
    account("1180", "Disputed payments", "CURRENT", false);
    account("1300", "Inventory asset", "CURRENT", false);
    account("1990", "Unclear money", "CURRENT", false);
    account("2300", "Tips owed to staff", "CURRLIAB", false);
    account("2310", "Duties owed to customs", "CURRLIAB", false);
    account("2400", "Gift cards owed", "CURRLIAB", false);
    account("2410", "Store credit owed", "CURRLIAB", false);
    account("2500", "Deposits owed", "CURRLIAB", false);
    account("2520", "Owed to customers", "CURRLIAB", false);
    account("4100", "Discounts given", "REVENUE", false);
    account("4200", "Shipping Income", "REVENUE", false);
    account("4300", "Fees charged", "REVENUE", false);
    account("4900", "Cash rounding", "REVENUE", false);
    account("6100", "Payment fees", "EXPENSE", false);
    account("6500", "Cash short and over", "EXPENSE", false);
    account("6900", "Paid out of the drawer", "EXPENSE", false);
    account("6910", "Paid into the drawer", "EXPENSE", false);
  }

  /** One item of the same code for each variant that has none yet. */
  void add(Catalogue catalogue) {
    for (var product : catalogue.products()) {
      for (var variant : product.variants()) {
        if (data.find(Kind.ITEM, "Code", variant.sku()) == null && variant.sku().length() <= 30) {
          var item = Json.object().put("Code", variant.sku());
          item.put("Name", clipped(product.title())).put("IsSold", true);
          item.put("IsTrackedAsInventory", false);
          item.putObject("SalesDetails")
              .put("UnitPrice", new BigDecimal(variant.price()))
              .put("AccountCode", "200");
          data.insert(Kind.ITEM, item);
        }
      }
    }
  }

  private void money(String code, String name) {
    account(code, name, "CURRENT", true);
  }

  private void account(String code, String name, String type, boolean payments) {
    if (data.find(Kind.ACCOUNT, "Name", name) == null) {
      var account = Json.object().put("Code", code).put("Name", name).put("Type", type);
      account.put("Status", "ACTIVE").put("TaxType", "NONE");
      data.insert(Kind.ACCOUNT, account.put("EnablePaymentsToAccount", payments));
    }
  }

  private void system(String code, String name, String type, String system) {
    if (data.find(Kind.ACCOUNT, "SystemAccount", system) == null) {
      var account = Json.object().put("Code", code).put("Name", name).put("Type", type);
      account.put("Status", "ACTIVE").put("TaxType", "NONE").put("SystemAccount", system);
      data.insert(Kind.ACCOUNT, account.put("EnablePaymentsToAccount", false));
    }
  }

  private void rate(String type, String name, String percent) {
    if (data.of(Kind.TAX_RATE).get(type) == null) {
      var rate = Json.object().put("TaxType", type).put("Name", name).put("Status", "ACTIVE");
      rate.put("CanApplyToRevenue", true).put("DisplayTaxRate", new BigDecimal(percent));
      data.insert(Kind.TAX_RATE, rate.put("EffectiveRate", new BigDecimal(percent)));
    }
  }

  private static String clipped(String name) {
    return name.length() <= 50 ? name : name.substring(0, 50).strip();
  }
}

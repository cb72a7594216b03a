package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a new company comes with; the names are those the demo's hub is set up for. Adds only what is
 * missing, so a company kept from an earlier version gets what is new.
 */
final class Furniture {

  private final CompanyData data;

  Furniture(CompanyData data) {
    this.data = data;
  }

  void place() {
    data.index();
    if (data.of(Entity.ACCOUNT).size() == 0) {
      data.refreshTokens.put(QuickBooks.FIRST_REFRESH_TOKEN, data.now().plus(100, ChronoUnit.DAYS));
    }
    account(CompanyData.UNDEPOSITED, "Other Current Asset", "UndepositedFunds");
    account("Cash on hand - till", "Bank", "CashOnHand");
    account("PayPal clearing", "Bank", "Checking");
    account("Shopify clearing", "Bank", "Checking");
    account("WooCommerce clearing", "Bank", "Checking");
    account("Gift card clearing", "Other Current Asset", "OtherCurrentAssets");
    account(CompanyData.SALES, "Income", "SalesOfProductIncome");
    account("Payment fees", "Expense", "BankCharges");
    account(CompanyData.SALES_TAX, "Other Current Liability", "SalesTaxPayable");
    account("Tips owed to staff", "Other Current Liability", "OtherCurrentLiabilities");
    account("Duties owed to customs", "Other Current Liability", "OtherCurrentLiabilities");
    charge("Tips", "Tips owed to staff");
    charge("Duties", "Duties owed to customs");
    account("Fees charged", "Income", "OtherPrimaryIncome");
    charge("Fees charged", "Fees charged");
    customer("Walk-in customer");
    customer("Web customer");
    account(CompanyData.RECEIVABLE, "Accounts Receivable", "AccountsReceivable");
    account(CompanyData.SHIPPING, "Income", "ServiceFeeIncome");
    account(CompanyData.DISCOUNTS, "Income", "DiscountsRefundsGiven");
    account("Checking", "Bank", "Checking");
    account("Card clearing", "Bank", "Checking");
    account("Exchange clearing", "Other Current Asset", "OtherCurrentAssets");
    account("Gift cards owed", "Other Current Liability", "OtherCurrentLiabilities");
    account("Deposits owed", "Other Current Liability", "OtherCurrentLiabilities");
    account("Store credit clearing", "Other Current Asset", "OtherCurrentAssets");
    account("Deposit clearing", "Other Current Asset", "OtherCurrentAssets");
    account("Cash rounding", "Income", "OtherPrimaryIncome");
    ledger();
    charge("Gift cards sold", "Gift cards owed");
    charge("Deposits received", "Deposits owed");
    charge("Cash rounding", "Cash rounding");
    americanTax();
    sheets();
  }

  /** What the bookkeeper's guide has a company add for the rest of the hub's accounts. */
  private void ledger() {
    account("Safe", "Bank", "CashOnHand");
    account("Bank", "Bank", "Checking");
    for (var asset : new String[] {"Disputed payments", "Inventory", "Unclear money"}) {
      account(asset, "Other Current Asset", "OtherCurrentAssets");
    }
    for (var owed : new String[] {
      "Goods received, not invoiced", "Store credit owed", "Loyalty points", "Owed to customers"
    }) {
      account(owed, "Other Current Liability", "OtherCurrentLiabilities");
    }
    account("Currency exchange", "Equity", "OpeningBalanceEquity");
    account("Cost of goods", "Cost of Goods Sold", "SuppliesMaterialsCogs");
    account(
        "Stock write-offs and count differences", "Cost of Goods Sold", "SuppliesMaterialsCogs");
    for (var cost : new String[] {
      "Dispute losses",
      "Gift cards given away",
      "Cash short and over",
      "Paid out of the drawer",
      "Paid into the drawer",
      "Currency differences"
    }) {
      account(cost, "Expense", "OtherMiscellaneousServiceCost");
    }
  }

  /** One item of the same SKU for each variant that has none yet. */
  void add(Catalogue catalogue) {
    var known = new HashSet<String>();
    var names = new HashSet<String>();
    data.all(Entity.ITEM).forEach(item -> known.add(Json.text(item, "Sku", "")));
    data.all(Entity.ITEM).forEach(item -> names.add(Json.text(item, "Name", "")));
    var income = data.accountNamed(CompanyData.SALES);
    for (var product : catalogue.products()) {
      for (var variant : product.variants()) {
        if (known.add(variant.sku())) {
          // Names are unique, at most 100 characters and without colons, which mean sub-items.
          var variantTitle = variant.title();
          var title = variantTitle == null || variantTitle.equals("Default Title")
              ? product.title()
              : product.title() + " " + variantTitle;
          var name = clipped(title.replace(':', ' ').strip());
          var item = Json.object().put("Name", names.add(name) ? name : clipped(variant.sku()));
          item.put("Sku", variant.sku()).put("Type", "NonInventory").put("Active", true);
          item.put("FullyQualifiedName", Json.text(item, "Name", ""));
          item.put("UnitPrice", new BigDecimal(variant.price()));
          item.put("Taxable", variant.taxable() == null || variant.taxable());
          item.set("IncomeAccountRef", CompanyData.reference(income, "Name"));
          data.insert(Entity.ITEM, item);
        }
      }
    }
  }

  /** Brings the sheets that tell of the settings up to date. */
  void sheets() {
    var settings = data.company();
    var company = Json.object().put("CompanyName", "Tillbridge demo company");
    company.put("Country", settings.country()).put("LegalName", "Tillbridge demo company");
    sheet(Entity.COMPANY_INFO, company);
    var preferences = Json.object();
    var accounting = preferences.putObject("AccountingInfoPrefs");
    accounting
        .put("TrackDepartments", settings.trackLocations())
        .put("ClassTrackingPerTxn", settings.trackClasses().equals("DOCUMENT"))
        .put("ClassTrackingPerTxnLine", settings.trackClasses().equals("LINE"));
    if (settings.closeDate() != null) {
      accounting.put("BookCloseDate", settings.closeDate());
    }
    preferences
        .putObject("SalesFormsPrefs")
        .put("CustomTxnNumbers", true)
        .put("AllowDiscount", true)
        .put("AllowShipping", true)
        .put("DefaultDiscountAccount", id(CompanyData.DISCOUNTS))
        .put("DefaultShippingAccount", id(CompanyData.SHIPPING));
    preferences
        .putObject("TaxPrefs")
        .put("UsingSalesTax", true)
        .put("PartnerTaxEnabled", settings.automatedSalesTax());
    var currency = preferences.putObject("CurrencyPrefs").put("MultiCurrencyEnabled", false);
    currency.putObject("HomeCurrency").put("value", settings.currency());
    sheet(Entity.PREFERENCES, preferences);
  }

  /** A tax of another country: its code, its rate, and the agency whose account it is owed on. */
  void tax(String code, BigDecimal percent, String agency, String account) {
    account(account, "Other Current Liability", "SalesTaxPayable");
    var collects = data.find(Entity.TAX_AGENCY, "DisplayName", agency);
    if (collects == null) {
      collects = agency(agency, account);
    }
    if (data.find(Entity.TAX_CODE, "Name", code) != null) {
      return;
    }
    var rate = Json.object().put("Name", code + " (Sales)").put("Active", true);
    rate.put("RateValue", percent).put("Description", code);
    rate.set("AgencyRef", CompanyData.reference(collects, "DisplayName"));
    var stored = data.insert(Entity.TAX_RATE, rate);
    data.insert(Entity.TAX_CODE, code(code, stored));
  }

  private void americanTax() {
    if (data.find(Entity.TAX_AGENCY, "DisplayName", "Department of Revenue") == null) {
      agency("Department of Revenue", CompanyData.SALES_TAX);
    }
    for (var code : new String[] {"TAX", "NON"}) {
      if (data.of(Entity.TAX_CODE).get(code) == null) {
        var row = Json.object().put("Name", code).put("Active", true);
        row.put("Taxable", code.equals("TAX")).put("TaxGroup", false);
        data.insert(Entity.TAX_CODE, row, code);
      }
    }
  }

  private static ObjectNode code(String name, ObjectNode rate) {
    var row = Json.object().put("Name", name).put("Description", name).put("Active", true);
    row.put("Taxable", true).put("TaxGroup", true);
    row.putObject("SalesTaxRateList")
        .putArray("TaxRateDetail")
        .addObject()
        .put("TaxTypeApplicable", "TaxOnAmount")
        .put("TaxOrder", 0)
        .set("TaxRateRef", CompanyData.reference(rate, "Name"));
    return row;
  }

  private ObjectNode agency(String name, String account) {
    var agency = Json.object().put("DisplayName", name);
    agency.put("TaxTrackedOnSales", true).put("TaxTrackedOnPurchases", false);
    agency.set(
        "TaxTrackedOnSalesAccountRef", CompanyData.reference(data.accountNamed(account), "Name"));
    return data.insert(Entity.TAX_AGENCY, agency);
  }

  private void sheet(Entity entity, ObjectNode content) {
    var before = data.all(entity).findFirst().orElse(null);
    if (before == null) {
      data.insert(entity, content);
    } else {
      data.replace(entity, before, content);
    }
  }

  private String id(String account) {
    return Json.text(data.accountNamed(account), "Id", "");
  }

  /** What is charged beside goods and shipping is a service that belongs to an account. */
  private void charge(String name, String account) {
    if (data.find(Entity.ITEM, "Name", name) == null) {
      var item = Json.object().put("Name", name).put("FullyQualifiedName", name);
      item.put("Type", "Service").put("Active", true).put("Taxable", false);
      item.set("IncomeAccountRef", CompanyData.reference(data.accountNamed(account), "Name"));
      data.insert(Entity.ITEM, item);
    }
  }

  private void account(String name, String type, String subType) {
    if (data.find(Entity.ACCOUNT, "Name", name) == null) {
      var account = Json.object().put("Name", name).put("FullyQualifiedName", name);
      account.put("Active", true).put("AccountType", type).put("AccountSubType", subType);
      data.insert(Entity.ACCOUNT, completed(account, data.company().currency()));
    }
  }

  private void customer(String name) {
    if (data.find(Entity.CUSTOMER, "DisplayName", name) == null) {
      var customer = Json.object().put("DisplayName", name).put("FullyQualifiedName", name);
      customer.put("Active", true).put("Taxable", true).put("PrintOnCheckName", name);
      customer.putObject("CurrencyRef").put("value", data.company().currency());
      data.insert(Entity.CUSTOMER, customer);
    }
  }

  /** What QuickBooks adds to an account by its type. */
  static ObjectNode completed(ObjectNode account, String currency) {
    account.put("Classification", classification(Json.text(account, "AccountType", "")));
    account.put("CurrentBalance", BigDecimal.ZERO);
    account.putObject("CurrencyRef").put("value", currency);
    return account;
  }

  private static String classification(String type) {
    return switch (type) {
      case "Income", "Other Income" -> "Revenue";
      case "Expense", "Other Expense", "Cost of Goods Sold" -> "Expense";
      case "Other Current Liability", "Long Term Liability", "Accounts Payable", "Credit Card" ->
        "Liability";
      case "Equity" -> "Equity";
      default -> "Asset";
    };
  }

  private static String clipped(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100).strip();
  }
}

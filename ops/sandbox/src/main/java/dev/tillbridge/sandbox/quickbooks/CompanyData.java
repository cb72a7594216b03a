package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.store.Counters;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The company's tables. Rows are JSON as QuickBooks spells it; a stored row is never changed. */
final class CompanyData {

  /** An answer given to a requestid, to be given again. */
  record Given(int status, String body) {}

  /** A row that is gone, and when it went; CDC tells of it. */
  record Deleted(String type, String id, Instant at) {}

  final Table<Given> given;
  final Table<Deleted> deleted;
  final Table<Instant> accessTokens;
  final Table<Instant> refreshTokens;
  final Table<Long> effects;
  final Counters counters;

  private final Map<Entity, Table<ObjectNode>> tables = new EnumMap<>(Entity.class);
  private final InstantSource clock;

  CompanyData(Store store, InstantSource clock) {
    this.clock = clock;
    for (var entity : Entity.values()) {
      tables.put(entity, store.table(entity.spelling(), ObjectNode.class));
    }
    given = store.table("requestid", Given.class);
    deleted = store.table("deleted", Deleted.class);
    accessTokens = store.table("accessToken", Instant.class);
    refreshTokens = store.table("refreshToken", Instant.class);
    effects = store.table("effect", Long.class);
    counters = new Counters(store);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Table<ObjectNode> of(Entity entity) {
    return Objects.requireNonNull(tables.get(entity));
  }

  /** Stores a new row under a new id, with what QuickBooks adds to every row. */
  ObjectNode insert(Entity entity, ObjectNode row) {
    var id = Long.toString(counters.up("id"));
    var stored = row.deepCopy();
    stored.put("Id", id).put("SyncToken", "0").put("domain", "QBO").put("sparse", false);
    var meta = stored.putObject("MetaData");
    meta.put("CreateTime", now().toString()).put("LastUpdatedTime", now().toString());
    of(entity).put(id, stored);
    return stored;
  }

  /** Replaces a row by its next version. */
  ObjectNode replace(Entity entity, ObjectNode before, ObjectNode row) {
    var id = Json.text(before, "Id", "");
    var stored = row.deepCopy();
    long token = Long.parseLong(Json.text(before, "SyncToken", "0")) + 1;
    stored.put("Id", id).put("SyncToken", Long.toString(token));
    stored.put("domain", "QBO").put("sparse", false);
    var meta = stored.putObject("MetaData");
    meta.put(
        "CreateTime", Json.text(before.path("MetaData"), "CreateTime", now().toString()));
    meta.put("LastUpdatedTime", now().toString());
    of(entity).put(id, stored);
    return stored;
  }

  void delete(Entity entity, String id) {
    of(entity).remove(id);
    deleted.put(entity + ":" + id, new Deleted(entity.spelling(), id, now()));
  }

  /** The first row whose field has this text. */
  @Nullable
  ObjectNode find(Entity entity, String field, String value) {
    return all(entity)
        .filter(row -> value.equals(Json.text(row, field)))
        .findFirst()
        .orElse(null);
  }

  Stream<ObjectNode> all(Entity entity) {
    return of(entity).all().stream();
  }

  /** What a new company comes with; the names are those the demo's hub is set up for. */
  void furnish() {
    if (of(Entity.ACCOUNT).size() > 0) {
      return;
    }
    refreshTokens.put(QuickBooks.FIRST_REFRESH_TOKEN, now().plus(100, ChronoUnit.DAYS));
    account("Undeposited Funds", "Other Current Asset", "UndepositedFunds");
    account("Cash on hand - till", "Bank", "CashOnHand");
    account("PayPal clearing", "Bank", "Checking");
    account("Shopify clearing", "Bank", "Checking");
    account("WooCommerce clearing", "Bank", "Checking");
    account("Gift card clearing", "Other Current Asset", "OtherCurrentAssets");
    account("Sales of Product Income", "Income", "SalesOfProductIncome");
    account("Payment fees", "Expense", "BankCharges");
    account("Sales tax payable", "Other Current Liability", "SalesTaxPayable");
    account("Tips owed to staff", "Other Current Liability", "OtherCurrentLiabilities");
    account("Duties owed to customs", "Other Current Liability", "OtherCurrentLiabilities");
    charge("Tips", "Tips owed to staff");
    charge("Duties", "Duties owed to customs");
    charge("Fees charged", "Sales of Product Income");
    customer("Walk-in customer");
    customer("Web customer");
    var company = Json.object().put("CompanyName", "Tillbridge demo company");
    company.put("Country", "US").put("LegalName", "Tillbridge demo company");
    insert(Entity.COMPANY_INFO, company);
    var preferences = Json.object();
    preferences.putObject("SalesFormsPrefs").put("CustomTxnNumbers", true);
    preferences.putObject("TaxPrefs").put("UsingSalesTax", true).put("PartnerTaxEnabled", false);
    preferences.putObject("CurrencyPrefs").put("MultiCurrencyEnabled", false);
    insert(Entity.PREFERENCES, preferences);
  }

  /** What is charged beside goods and shipping is a service that belongs to an account. */
  private void charge(String name, String account) {
    var item = Json.object().put("Name", name).put("FullyQualifiedName", name);
    item.put("Type", "Service").put("Active", true).put("Taxable", false);
    var belongsTo = Objects.requireNonNull(find(Entity.ACCOUNT, "Name", account));
    item.set("IncomeAccountRef", reference(belongsTo, "Name"));
    insert(Entity.ITEM, item);
  }

  /** One item of the same SKU for each variant that has none yet. */
  void add(Catalogue catalogue) {
    var known = new java.util.HashSet<String>();
    var names = new java.util.HashSet<String>();
    all(Entity.ITEM).forEach(item -> known.add(Json.text(item, "Sku", "")));
    all(Entity.ITEM).forEach(item -> names.add(Json.text(item, "Name", "")));
    var income = Objects.requireNonNull(find(Entity.ACCOUNT, "Name", "Sales of Product Income"));
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
          item.put("UnitPrice", new java.math.BigDecimal(variant.price()));
          item.put("Taxable", variant.taxable() == null || variant.taxable());
          item.set("IncomeAccountRef", reference(income, "Name"));
          insert(Entity.ITEM, item);
        }
      }
    }
  }

  /** A row as others refer to it. */
  static JsonNode reference(JsonNode row, String nameField) {
    return Json.object().put("value", Json.text(row, "Id")).put("name", Json.text(row, nameField));
  }

  private static String classification(String type) {
    return switch (type) {
      case "Income" -> "Revenue";
      case "Expense" -> "Expense";
      case "Other Current Liability" -> "Liability";
      default -> "Asset";
    };
  }

  private static String clipped(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100).strip();
  }

  private void account(String name, String type, String subType) {
    var account = Json.object().put("Name", name).put("FullyQualifiedName", name);
    account.put("Active", true).put("AccountType", type).put("AccountSubType", subType);
    account.put("Classification", classification(type));
    account.put("CurrentBalance", java.math.BigDecimal.ZERO);
    account.putObject("CurrencyRef").put("value", "USD").put("name", "United States Dollar");
    insert(Entity.ACCOUNT, account);
  }

  private void customer(String name) {
    var customer = Json.object().put("DisplayName", name).put("FullyQualifiedName", name);
    customer.put("Active", true).put("Taxable", true).put("PrintOnCheckName", name);
    customer.putObject("CurrencyRef").put("value", "USD").put("name", "United States Dollar");
    insert(Entity.CUSTOMER, customer);
  }
}

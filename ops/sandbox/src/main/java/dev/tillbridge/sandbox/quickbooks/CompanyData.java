package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.store.Counters;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The company's tables. Rows are JSON as QuickBooks spells it; a stored row is never changed. */
final class CompanyData {

  static final String UNDEPOSITED = "Undeposited Funds";
  static final String SALES = "Sales of Product Income";
  static final String SHIPPING = "Shipping Income";
  static final String DISCOUNTS = "Discounts given";
  static final String RECEIVABLE = "Accounts Receivable (A/R)";
  static final String SALES_TAX = "Sales tax payable";

  private static final String SETTINGS = "settings";

  /** An answer given to a requestid, to be given again. */
  record Given(int status, String body) {}

  /** A row that is gone, and when it went; CDC tells of it. */
  record Deleted(String type, String id, Instant at) {}

  /** A code that a person's consent gave to the app; good once. */
  record Consent(String redirectUri, Instant until) {}

  /** A mail that went to a customer. */
  record Mail(String type, String id, String to, Instant at) {}

  final Table<Given> given;
  final Table<Deleted> deleted;
  final Table<Instant> accessTokens;
  final Table<Instant> refreshTokens;
  final Table<Consent> consents;
  final Table<Long> effects;
  final Table<Mail> mails;
  final Table<String> files;
  final Counters counters;

  private final Table<CompanySettings> settings;
  private final Map<Entity, Table<ObjectNode>> tables = new EnumMap<>(Entity.class);
  private final Map<Entity, Map<String, Set<String>>> numbers = new EnumMap<>(Entity.class);
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
    consents = store.table("consent", Consent.class);
    effects = store.table("effect", Long.class);
    mails = store.table("mail", Mail.class);
    files = store.table("file", String.class);
    settings = store.table("company", CompanySettings.class);
    counters = new Counters(store);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  CompanySettings company() {
    var chosen = settings.get(SETTINGS);
    return chosen == null ? CompanySettings.USUAL : chosen;
  }

  void company(CompanySettings wanted) {
    settings.put(SETTINGS, wanted);
  }

  Table<ObjectNode> of(Entity entity) {
    return Objects.requireNonNull(tables.get(entity));
  }

  /** Stores a new row under a new id, with what QuickBooks adds to every row. */
  ObjectNode insert(Entity entity, ObjectNode row) {
    return insert(entity, row, Long.toString(counters.up("id")));
  }

  /** Stores a new row under this id. */
  ObjectNode insert(Entity entity, ObjectNode row, String id) {
    var stored = row.deepCopy();
    stored.put("Id", id).put("SyncToken", "0").put("domain", "QBO").put("sparse", false);
    var meta = stored.putObject("MetaData");
    meta.put("CreateTime", now().toString()).put("LastUpdatedTime", now().toString());
    of(entity).put(id, stored);
    number(entity, stored);
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
    forget(entity, before);
    of(entity).put(id, stored);
    number(entity, stored);
    return stored;
  }

  void delete(Entity entity, String id) {
    var row = of(entity).get(id);
    if (row != null) {
      forget(entity, row);
    }
    of(entity).remove(id);
    deleted.put(entity + ":" + id, new Deleted(entity.spelling(), id, now()));
  }

  /** One more effect under a business key; two under one key are one too many. */
  void count(String key) {
    var before = effects.get(key);
    effects.put(key, before == null ? 1 : before + 1);
  }

  /** The first row whose field has this text. */
  @Nullable
  ObjectNode find(Entity entity, String field, String value) {
    return all(entity)
        .filter(row -> value.equals(Json.text(row, field)))
        .findFirst()
        .orElse(null);
  }

  /** The rows of a kind with this DocNumber; compared as QuickBooks does, without case. */
  List<ObjectNode> numbered(Entity entity, String number) {
    var ids = numbers.getOrDefault(entity, Map.of()).getOrDefault(key(number), Set.of());
    return ids.stream().map(of(entity)::need).toList();
  }

  /** An account that every company has. */
  ObjectNode accountNamed(String name) {
    return Objects.requireNonNull(find(Entity.ACCOUNT, "Name", name), name);
  }

  Stream<ObjectNode> all(Entity entity) {
    return of(entity).all().stream();
  }

  /** Reads the index of numbers anew, after the tables were opened or emptied. */
  void index() {
    numbers.clear();
    for (var entity : Entity.values()) {
      all(entity).forEach(row -> number(entity, row));
    }
  }

  /** A row as others refer to it. */
  static JsonNode reference(JsonNode row, String nameField) {
    return Json.object().put("value", Json.text(row, "Id")).put("name", Json.text(row, nameField));
  }

  private void number(Entity entity, ObjectNode row) {
    var number = Json.text(row, "DocNumber");
    if (number != null) {
      numbers
          .computeIfAbsent(entity, _ -> new HashMap<>())
          .computeIfAbsent(key(number), _ -> new LinkedHashSet<>())
          .add(Json.text(row, "Id", ""));
    }
  }

  private void forget(Entity entity, ObjectNode row) {
    var number = Json.text(row, "DocNumber");
    var ids = number == null ? null : numbers.getOrDefault(entity, Map.of()).get(key(number));
    if (ids != null) {
      ids.remove(Json.text(row, "Id", ""));
    }
  }

  private static String key(String number) {
    return number.toLowerCase(java.util.Locale.ROOT);
  }
}

package dev.tillbridge.sandbox.xero;

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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The organisation's tables. Rows are JSON as Xero spells it; a stored row is never changed. */
final class OrgData {

  private static final String SETTINGS = "settings";

  /**
   * An answer given to an idempotency key, to be given again.
   *
   * @param asked what it was asked for: with another body the key is refused
   */
  record Given(String asked, String body, Instant at) {}

  /** A code that a person's consent gave to the app; good once. */
  record Consent(String redirectUri, Instant until) {}

  /**
   * How the organisation is set up.
   *
   * @param lockDate nothing on or before it may be booked; null for none
   * @param taxOffMinor by how much Xero's tax differs from what it was told, in cents
   */
  record Settings(@Nullable String lockDate, int taxOffMinor) {
    static final Settings USUAL = new Settings(null, 0);
  }

  final Table<Given> given;
  final Table<Instant> accessTokens;
  final Table<Instant> refreshTokens;
  final Table<Consent> consents;
  final Counters counters;

  private final Table<Settings> settings;
  private final Map<Kind, Table<ObjectNode>> tables = new EnumMap<>(Kind.class);
  private final InstantSource clock;

  OrgData(Store store, InstantSource clock) {
    this.clock = clock;
    for (var kind : Kind.values()) {
      tables.put(kind, store.table(kind.plural(), ObjectNode.class));
    }
    given = store.table("idempotencyKey", Given.class);
    accessTokens = store.table("accessToken", Instant.class);
    refreshTokens = store.table("refreshToken", Instant.class);
    consents = store.table("consent", Consent.class);
    settings = store.table("organisation", Settings.class);
    counters = new Counters(store);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Settings settings() {
    var chosen = settings.get(SETTINGS);
    return chosen == null ? Settings.USUAL : chosen;
  }

  void settings(Settings wanted) {
    settings.put(SETTINGS, wanted);
  }

  Table<ObjectNode> of(Kind kind) {
    return Objects.requireNonNull(tables.get(kind));
  }

  Stream<ObjectNode> all(Kind kind) {
    return of(kind).all().stream();
  }

  /** Stores a new row under a new id. */
  ObjectNode insert(Kind kind, ObjectNode row) {
    var stored = row.deepCopy();
    // Ids are made of a count, so that the same calls make the same ids.
    var id = kind == Kind.TAX_RATE
        ? Json.text(row, "TaxType", "")
        : new UUID(0x7e00_0000_0000_4000L, 0x8000_0000_0000_0000L + counters.up("id")).toString();
    stored.put(kind.idField(), id).put("UpdatedDateUTC", msDate());
    of(kind).put(id, stored);
    return stored;
  }

  /** Puts the next version of a row. */
  ObjectNode replace(Kind kind, ObjectNode row) {
    var stored = row.deepCopy().put("UpdatedDateUTC", msDate());
    of(kind).put(Json.text(stored, kind.idField(), ""), stored);
    return stored;
  }

  /** The first row whose field has this text. */
  @Nullable
  ObjectNode find(Kind kind, String field, @Nullable String value) {
    return value == null
        ? null
        : all(kind)
            .filter(row -> value.equals(Json.text(row, field)))
            .findFirst()
            .orElse(null);
  }

  /** A system account. */
  ObjectNode system(String name) {
    return Objects.requireNonNull(find(Kind.ACCOUNT, "SystemAccount", name), name);
  }

  String currency() {
    return all(Kind.ORGANISATION)
        .map(row -> Json.text(row, "BaseCurrency", ""))
        .findFirst()
        .orElse("");
  }

  private String msDate() {
    return "/Date(" + now().toEpochMilli() + "+0000)/";
  }
}

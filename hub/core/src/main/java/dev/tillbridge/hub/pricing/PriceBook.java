package dev.tillbridge.hub.pricing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.pricing.PriceList;
import dev.tillbridge.model.pricing.PriceRules;
import dev.tillbridge.model.pricing.Promotion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Price lists, promotions and limits, in every version that there was. A change makes a new version and
 * leaves the old ones as they were.
 */
public final class PriceBook {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
  private static final int KEPT = 16;
  private static final int MILLION = 1_000_000;

  /** What each role may take off by itself, in millionths, unless the merchant says otherwise. */
  private static final Map<String, Integer> USUAL_LIMITS =
      Map.of("OWNER", MILLION, "MANAGER", MILLION, "CASHIER", 100_000, "BOOKKEEPER", 0);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  /** Versions never change, so what was read once is right for ever. */
  private final Map<Long, Edition> read = new ConcurrentHashMap<>();

  /**
   * All of it, as it stood.
   *
   * @param limits by role, in millionths
   */
  public record Edition(PriceRules rules, Map<String, Integer> limits) {
    public Edition {
      limits = Map.copyOf(limits);
    }

    /** What somebody of this role may take off by himself; a role that is not known nothing. */
    public int limit(@Nullable String role) {
      return role == null ? 0 : limits.getOrDefault(role, 0);
    }

    /** As tills read it. */
    public String json() {
      var json = JSON.createObjectNode().put("version", rules.version());
      var lists = json.putArray("lists");
      rules.lists().forEach(list -> lists.add(RuleWriting.list(list)));
      var promotions = json.putArray("promotions");
      rules.promotions().forEach(promotion -> promotions.add(RuleWriting.promotion(promotion)));
      var limitsJson = json.putObject("limits");
      new TreeMap<>(limits).forEach(limitsJson::put);
      return JSON.writeValueAsString(json);
    }
  }

  private enum Kind {
    LIST,
    PROMOTION,
    LIMIT
  }

  private record Change(Kind kind, String rule, JsonNode body) {}

  public PriceBook(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
  }

  /** What holds now. */
  public Edition current() {
    return edition(newest());
  }

  /** What held under this version; empty when there was none. */
  public Optional<Edition> at(long version) {
    boolean known = read.containsKey(version) || (version >= 0 && version <= newest());
    return known ? Optional.of(edition(version)) : Optional.empty();
  }

  /** Which version a till with a line to the hub had at that time. */
  public long versionAt(Instant time) {
    return jdbc.sql("select coalesce(max(version), 0) from price_change where changed_at <= :time")
        .param("time", time.atOffset(UTC))
        .query(Long.class)
        .single();
  }

  /**
   * Makes a price list or changes it.
   *
   * @throws BadInput naming what is wrong
   */
  public Edition saveList(String id, JsonNode body, String by) {
    return change(Kind.LIST, id, RuleWriting.list(RuleReading.list(id(id), body)), by);
  }

  /**
   * Makes a promotion or changes it.
   *
   * @throws BadInput naming what is wrong
   */
  public Edition savePromotion(String id, JsonNode body, String by) {
    return change(
        Kind.PROMOTION, id, RuleWriting.promotion(RuleReading.promotion(id(id), body)), by);
  }

  /**
   * Says how much a role may take off without asking.
   *
   * @param ppm millionths, 100000 is 10 %
   */
  public Edition setLimit(String role, int ppm, String by) {
    if (!USUAL_LIMITS.containsKey(role) || ppm < 0 || ppm > MILLION) {
      throw BadInput.of("ppm", "is a role's limit from 0 to 1000000 millionths");
    }
    return change(Kind.LIMIT, role, JSON.createObjectNode().put("ppm", ppm), by);
  }

  /** Ends a list. */
  public Edition endList(String id, String by) {
    return end(Kind.LIST, id, by);
  }

  /** Ends a promotion. */
  public Edition endPromotion(String id, String by) {
    return end(Kind.PROMOTION, id, by);
  }

  private Edition end(Kind kind, String id, String by) {
    var rules = current().rules();
    boolean known = kind == Kind.LIST
        ? rules.lists().stream().anyMatch(list -> list.id().equals(id))
        : rules.promotions().stream().anyMatch(promotion -> promotion.id().equals(id));
    if (!known) {
      throw new NotFound((kind == Kind.LIST ? "price list " : "promotion ") + id);
    }
    return change(kind, id, null, by);
  }

  private static String id(String id) {
    if (!ID.matcher(id).matches()) {
      throw BadInput.of("id", "must be 1 to 40 letters, digits, _ and -");
    }
    return id;
  }

  private Edition change(Kind kind, String rule, @Nullable JsonNode body, String by) {
    return edition(Objects.requireNonNull(tx.execute(_ -> {
      // One at a time, or a later version could be seen before an earlier one.
      jdbc.sql("lock table price_change in share row exclusive mode").update();
      return jdbc.sql("""
              insert into price_change (version, kind, rule, body, changed_at, changed_by)
              select coalesce(max(version), 0) + 1, :kind, :rule, :body::jsonb, :now, :by
                from price_change
              returning version
              """)
          .param("kind", kind.name())
          .param("rule", rule)
          .param("body", body == null ? null : JSON.writeValueAsString(body))
          .param("now", clock.instant().atOffset(UTC))
          .param("by", by)
          .query(Long.class)
          .single();
    })));
  }

  private long newest() {
    return jdbc.sql("select coalesce(max(version), 0) from price_change")
        .query(Long.class)
        .single();
  }

  private Edition edition(long version) {
    var known = read.get(version);
    if (known != null) {
      return known;
    }
    if (read.size() >= KEPT) {
      read.clear();
    }
    var fresh = load(version);
    read.put(version, fresh);
    return fresh;
  }

  private Edition load(long version) {
    var lists = new ArrayList<PriceList>();
    var promotions = new ArrayList<Promotion>();
    var limits = new TreeMap<>(USUAL_LIMITS);
    var changes = jdbc.sql("""
            select kind, rule, body::text as body from (
              select distinct on (kind, rule) kind, rule, body from price_change
               where version <= :version order by kind, rule, version desc) newest
             where body is not null order by kind, rule collate "C"
            """)
        .param("version", version)
        .query((row, _) -> new Change(
            Kind.valueOf(row.getString("kind")),
            row.getString("rule"),
            JSON.readTree(row.getString("body"))))
        .list();
    for (var change : changes) {
      switch (change.kind()) {
        case LIST -> lists.add(RuleReading.list(change.rule(), change.body()));
        case PROMOTION -> promotions.add(RuleReading.promotion(change.rule(), change.body()));
        case LIMIT -> limits.put(change.rule(), change.body().get("ppm").intValue());
      }
    }
    return new Edition(new PriceRules(version, lists, promotions), limits);
  }
}

package dev.tillbridge.hub.approvals;

import dev.tillbridge.hub.approvals.Logged.How;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.people.PersonKeys;
import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.people.User;
import dev.tillbridge.hub.pricing.Approval;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.problem.BadInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes what tills say was approved. All of it goes into the log, also what does not count: that opens a
 * case, and the sale that relies on it opens its own.
 */
public final class Approvals {

  /** The kind of the case about a yes that does not count; its subject is the yes. */
  public static final String REFUSED = "approval-refused";

  /** So long a yes counts at most. */
  static final Duration LONGEST = Duration.ofHours(12);

  /** A till's clock may be off by so much. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  private static final int MILLION = 1_000_000;
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Z_]{0,29}");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final PersonKeys keys;
  private final PriceBook book;
  private final Discounts discounts;
  private final Cases cases;
  private final ApprovalLog log;

  public Approvals(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      PersonKeys keys,
      PriceBook book,
      Discounts discounts,
      Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.keys = keys;
    this.book = book;
    this.discounts = discounts;
    this.cases = cases;
    this.log = new ApprovalLog(jdbc);
  }

  /** The log. */
  public ApprovalLog log() {
    return log;
  }

  /**
   * Keeps a yes of somebody whose PIN the hub has just checked.
   *
   * @param by who said it; the caller has made sure that it was him
   * @return why it does not count, or empty when it does
   * @throws BadInput when it makes no sense
   */
  public Optional<String> approve(Claim claim, User by) {
    check(claim);
    var now = clock.instant();
    var expires = time("expiresAt", claim.expiresAt());
    if (by.id().equals(claim.askedBy())) {
      return Optional.of("whoever sells cannot approve it himself");
    }
    if (!manages(by.role()) || ppm(claim) > book.current().limit(by.role().name())) {
      return Optional.of("is not somebody who may approve it");
    }
    var latest = now.plus(LONGEST);
    write(claim, How.ONLINE, now, expires.isBefore(latest) ? expires : latest, by.name(), null);
    return Optional.empty();
  }

  /**
   * Takes a yes that was given without a line, or by whoever stood at the till himself. The same again
   * changes nothing.
   *
   * @param sender who is signed in at the till, or whom its journal names
   * @return why it does not count, or empty when it does
   * @throws BadInput when it makes no sense at all; then nothing is kept
   */
  public Optional<String> take(Claim claim, @Nullable UUID sender) {
    check(claim);
    var known = log.find(claim.id());
    if (known.isPresent()) {
      return Optional.ofNullable(known.get().why());
    }
    var at = time("approvedAt", claim.approvedAt());
    var expires = time("expiresAt", claim.expiresAt());
    boolean alone = claim.approvedBy().equals(claim.askedBy());
    var how = alone ? How.OWN : How.OFFLINE;
    var why = claim.key() == null ? unsigned(claim, at, sender) : signed(claim, at, expires);
    write(claim, how, at, expires, name(claim.approvedBy()), why);
    return Optional.ofNullable(why);
  }

  private @Nullable String unsigned(Claim claim, Instant at, @Nullable UUID sender) {
    if (!claim.approvedBy().equals(claim.askedBy())) {
      return "nobody's key has signed it";
    }
    return claim.approvedBy().equals(sender)
        ? mayThen(claim, at)
        : "it comes from somebody else than it names";
  }

  private @Nullable String signed(Claim claim, Instant at, Instant expires) {
    var id = Objects.requireNonNull(claim.key(), "checked");
    var key = keys.find(id).orElse(null);
    if (key == null || !key.person().equals(claim.approvedBy())) {
      return "the key that is named is not that of whoever is said to have approved it";
    }
    if (!key.register().equals(claim.register())) {
      return "the key belongs to till " + key.register();
    }
    var signature = claim.signature();
    if (signature == null || !keys.isSigned(id, claim.text(), signature)) {
      return "the signature is wrong: something of it was changed, or it is forged";
    }
    var ended = key.endedAt();
    if (at.isBefore(key.madeAt().minus(SKEW)) || (ended != null && at.isAfter(ended))) {
      return "the key did not hold then";
    }
    if (at.isAfter(key.confirmedAt().plus(PersonKeys.OFFLINE).plus(SKEW))
        || at.isAfter(clock.instant().plus(SKEW))) {
      return "it was given at %s by the till's clock, too long after the till had been heard"
          .formatted(at);
    }
    if (!expires.isAfter(at) || expires.isAfter(at.plus(LONGEST))) {
      return "it is to count for too long";
    }
    return mayThen(claim, at);
  }

  private @Nullable String mayThen(Claim claim, Instant at) {
    var then = keys.then(claim.approvedBy(), at).orElse(null);
    if (then == null || !then.active()) {
      return "whoever approved it was not active then";
    }
    if (!manages(then.role())) {
      return claim.approvedBy().equals(claim.askedBy())
          ? "whoever sells cannot approve it himself"
          : "whoever approved it could not approve it then";
    }
    return ppm(claim) <= book.current().limit(then.role().name())
        ? null
        : "it is more than whoever approved it may approve";
  }

  /** A discount's share in millionths; nothing for anything else. */
  private static int ppm(Claim claim) {
    return Math.clamp(json(claim).path("ppm").asLong(0), 0, MILLION);
  }

  /** Owners and managers. */
  private static boolean manages(Role role) {
    return role == Role.OWNER || role == Role.MANAGER;
  }

  private void write(
      Claim claim, How how, Instant at, Instant expires, String by, @Nullable String why) {
    var askedBy = name(claim.askedBy());
    tx.executeWithoutResult(_ -> {
      boolean added = log.add(new Logged(
          0,
          claim.id(),
          claim.kind(),
          claim.subject(),
          claim.allowed(),
          claim.register(),
          askedBy,
          by,
          at,
          expires,
          claim.reason(),
          how,
          why,
          clock.instant()));
      if (added && why != null) {
        cases.open(
            REFUSED,
            claim.id().toString(),
            "An approval of till %s does not count".formatted(claim.register()),
            "%s, said to be approved by %s for %s at %s: %s."
                .formatted(claim.kind(), by, askedBy, at, why));
      }
      if (added && why == null) {
        discount(claim, askedBy, by, at, expires);
      }
    });
  }

  /** What pricing looks up when the sale comes. */
  private void discount(Claim claim, String askedBy, String by, Instant at, Instant expires) {
    for (var kind : Approval.Kind.values()) {
      if (kind.name().equals(claim.kind())) {
        discounts.approve(
            new Approval(
                claim.id(),
                UUID.fromString(claim.subject()),
                kind,
                ppm(claim),
                claim.reason(),
                askedBy,
                by,
                at),
            expires);
      }
    }
  }

  private String name(UUID person) {
    return jdbc.sql("select name from app_user where id = :id")
        .param("id", person)
        .query((row, _) -> row.getString("name"))
        .optional()
        .orElse("nobody here (" + person + ")");
  }

  private static void check(Claim claim) {
    require(KIND.matcher(claim.kind()).matches(), "kind", "must be a kind of approval");
    text("subject", claim.subject(), 100);
    text("allowed", claim.allowed(), 10_000);
    text("register", claim.register(), 40);
    text("reason", claim.reason(), 200);
    json(claim);
    for (var kind : Approval.Kind.values()) {
      require(
          !kind.name().equals(claim.kind()) || isId(claim.subject()),
          "subject",
          "must be the id of a sale");
    }
    time("approvedAt", claim.approvedAt());
    time("expiresAt", claim.expiresAt());
  }

  private static JsonNode json(Claim claim) {
    try {
      return JSON.readTree(claim.allowed());
    } catch (JacksonException e) {
      throw BadInput.of("allowed", "must be JSON");
    }
  }

  private static void text(String field, String text, int longest) {
    boolean fits = !text.isBlank()
        && text.length() <= longest
        && List.of('\0', '\n', '\r').stream().noneMatch(each -> text.indexOf(each) >= 0);
    require(fits, field, "must have 1 to " + longest + " characters in one line");
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Instant time(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw BadInput.of(field, "must be a time like 2026-11-23T10:00:00.000Z");
    }
  }

  private static void require(boolean right, String field, String reason) {
    if (!right) {
      throw BadInput.of(field, reason);
    }
  }
}

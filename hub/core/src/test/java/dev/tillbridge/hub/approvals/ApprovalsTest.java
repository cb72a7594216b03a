package dev.tillbridge.hub.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.approvals.ApprovalLog.Filter;
import dev.tillbridge.hub.approvals.Logged.How;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.people.PersonKeys;
import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.people.Staff;
import dev.tillbridge.hub.people.User;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.testing.Db;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** What tills say was approved. A36: a sale with a discount for managers only, and a forged approval. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalsTest {

  private static final User OWNER = new User(UUID.randomUUID(), "Olga", Role.OWNER);

  private final Db db = Db.fresh();
  private Instant now = Instant.parse("2026-11-24T09:00:00Z");
  private final InstantSource clock = () -> now;
  private final PersonKeys keys = new PersonKeys(db.jdbc(), clock);
  private final Staff staff = new Staff(db.jdbc(), db.tx(), clock, keys, new byte[32]);
  private final PriceBook book = new PriceBook(db.jdbc(), db.tx(), clock);
  private final Discounts discounts = new Discounts(db.jdbc(), clock);
  private final Cases cases = new Cases(db.jdbc(), clock);
  private final Approvals approvals =
      new Approvals(db.jdbc(), db.tx(), clock, keys, book, discounts, cases);
  private final KeyPair pair = pair();
  private final UUID key = UUID.randomUUID();
  private User cora = OWNER;
  private User max = OWNER;

  @BeforeAll
  void atWork() {
    db.jdbc().sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('main', 'Main', 'UTC', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
    db.jdbc().sql("insert into register (id, location) values ('R1', 'main')").update();
    cora = added("Cora", Role.CASHIER, "482913");
    max = added("Max", Role.MANAGER, "739150");
    keys.register(key, max.id(), "R1", base64(pair.getPublic().getEncoded()));
  }

  @AfterAll
  void close() {
    db.close();
  }

  @Test
  void a_yes_by_pin_at_the_till_counts_for_its_sale_and_is_in_the_log_with_who_when_and_why() {
    var claim = new Wish().signed();
    assertThat(approvals.take(claim, cora.id())).isEmpty();
    assertThat(approvals.take(claim, cora.id())).as("again").isEmpty();
    var sale = UUID.fromString(claim.subject());
    assertThat(discounts.approval(claim.id(), sale, now)).hasValueSatisfying(yes -> {
      assertThat(yes.ppm()).isEqualTo(150_000);
      assertThat(yes.approvedBy()).isEqualTo("Max");
      assertThat(yes.askedBy()).isEqualTo("Cora");
    });
    assertThat(discounts.approval(claim.id(), UUID.randomUUID(), now))
        .as("another sale")
        .isEmpty();
    assertThat(discounts.approval(claim.id(), sale, now.plus(Duration.ofHours(5))))
        .as("after its end")
        .isEmpty();
    assertThat(approvals.log().find(claim.id())).hasValueSatisfying(row -> {
      assertThat(row.askedBy()).isEqualTo("Cora");
      assertThat(row.approvedBy()).isEqualTo("Max");
      assertThat(row.approvedAt()).isEqualTo(now);
      assertThat(row.reason()).isEqualTo("scratched");
      assertThat(row.how()).isEqualTo(How.OFFLINE);
      assertThat(row.stands()).isTrue();
    });
  }

  /** A36. */
  @Test
  void a_forged_yes_counts_for_nothing_stands_in_the_log_and_opens_a_case() {
    var real = new Wish().signed();
    var more = with(real, "{\"ppm\":900000}", real.reason(), real.signature());
    refused(more, "signature is wrong");
    refused(with(new Wish().signed(), null, "another reason", null), "signature is wrong");
    refused(new Wish().by(pair()).signed(), "signature is wrong");
    refused(new Wish().named(UUID.randomUUID()).signed(), "not that of whoever");
    refused(new Wish().at("R2").signed(), "belongs to till R1");
    var unsigned = new Wish().named(null).signed();
    refused(unsigned, "nobody's key");
    // A cashier who says that the manager stood there himself.
    refused(new Wish().askedBy(max).named(null).signed(), "somebody else than it names");
    assertThat(discounts.approval(more.id(), UUID.fromString(more.subject()), now))
        .isEmpty();
  }

  @Test
  void whoever_sells_cannot_approve_it_himself_with_a_line_or_without() {
    var carl = added("Carl", Role.CASHIER, "371946");
    var his = pair();
    var hisKey = UUID.randomUUID();
    keys.register(hisKey, carl.id(), "R1", base64(his.getPublic().getEncoded()));
    var wish = new Wish().askedBy(carl).approvedBy(carl).named(hisKey).by(his);
    refused(wish.signed(), "himself");
    var online = new Wish().askedBy(max).named(null).signed();
    assertThat(approvals.approve(online, max))
        .hasValueSatisfying(w -> assertThat(w).contains("himself"));
    assertThat(approvals.approve(new Wish().signed(), cora)).isPresent();
    assertThat(approvals.log().find(online.id())).isEmpty();
  }

  @Test
  void a_manager_alone_at_the_till_needs_nobody_and_a_cashier_who_says_so_is_refused() {
    var own = new Wish().askedBy(max).named(null).signed();
    assertThat(approvals.take(own, max.id())).isEmpty();
    assertThat(approvals.log().find(own.id()).orElseThrow().how()).isEqualTo(How.OWN);
    var signed = new Wish().askedBy(max).signed();
    assertThat(approvals.take(signed, null)).as("by his key, whoever sends it").isEmpty();
    assertThat(approvals.log().find(signed.id()).orElseThrow().how()).isEqualTo(How.OWN);
    var cashiers = new Wish().named(null).approvedBy(cora).signed();
    assertThat(approvals.take(cashiers, cora.id())).isPresent();
  }

  @Test
  void what_held_when_it_was_said_decides() {
    var anna = added("Anna", Role.MANAGER, "615043");
    var hers = pair();
    var herKey = UUID.randomUUID();
    keys.register(herKey, anna.id(), "R1", base64(hers.getPublic().getEncoded()));
    var before = new Wish().approvedBy(anna).named(herKey).by(hers).signed();
    now = now.plus(Duration.ofMinutes(30));
    staff.setRole(anna.id(), Role.CASHIER, OWNER);
    var after = new Wish().approvedBy(anna).named(herKey).by(hers).signed();
    now = now.plus(Duration.ofMinutes(30));
    staff.setActive(anna.id(), false, OWNER);
    now = now.plusSeconds(1);
    var gone = new Wish().approvedBy(anna).named(herKey).by(hers);
    now = now.plus(Duration.ofMinutes(30));
    assertThat(approvals.take(before, cora.id())).isEmpty();
    refused(after, "could not approve it then");
    refused(gone.signed(), "the key did not hold then");
  }

  @Test
  void it_must_be_fresh_enough_and_end_soon() {
    refused(new Wish().when(now.plus(Duration.ofMinutes(20))).signed(), "too long after");
    refused(new Wish().when(now.minus(Duration.ofDays(1))).signed(), "did not hold then");
    refused(new Wish().lasting(Duration.ofDays(2)).signed(), "too long");
    refused(new Wish().lasting(Duration.ofSeconds(-1)).signed(), "too long");
  }

  @Test
  void what_makes_no_sense_is_not_kept() {
    var claim = with(new Wish().signed(), "no json", "x", null);
    assertThatThrownBy(() -> approvals.take(claim, cora.id())).isInstanceOf(BadInput.class);
    assertThat(approvals.log().find(claim.id())).isEmpty();
  }

  @Test
  void nobody_changes_or_deletes_a_row_and_who_gets_round_the_database_leaves_a_hole() {
    approvals.take(new Wish().signed(), cora.id());
    approvals.take(new Wish().signed(), cora.id());
    for (var attempt : new String[] {
      "update approval set approved_by = 'Cora'", "delete from approval", "truncate approval"
    }) {
      assertThatThrownBy(() -> db.jdbc().sql(attempt).update())
          .as(attempt)
          .isInstanceOf(DataAccessException.class);
    }
    assertThat(approvals.log().firstBroken()).isEmpty();
    var rows = approvals.log().newest(Filter.ALL, 500);
    var middle = rows.get(rows.size() / 2);
    db.tx().executeWithoutResult(done -> {
      db.jdbc().sql("alter table approval disable trigger user").update();
      db.jdbc()
          .sql("update approval set reason = 'nothing' where seq = :seq")
          .param("seq", middle.seq())
          .update();
      assertThat(approvals.log().firstBroken()).contains(middle.seq());
      done.setRollbackOnly();
    });
    db.tx().executeWithoutResult(done -> {
      db.jdbc().sql("alter table approval disable trigger user").update();
      db.jdbc()
          .sql("delete from approval where seq = :seq")
          .param("seq", middle.seq())
          .update();
      assertThat(approvals.log().firstBroken()).isPresent();
      done.setRollbackOnly();
    });
    assertThat(approvals.log().firstBroken()).isEmpty();
  }

  @Test
  void what_was_approved_in_other_ways_is_in_the_same_log() {
    db.jdbc().sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, 'Max', 'pickup-override', 'hold-7', 'allowed Cora to take [1 x MUG], reserved for #1001')
            """).param("now", now.atOffset(ZoneOffset.UTC)).update();
    assertThat(approvals.log().newest(new Filter("RESERVED", "cora", false, null, null), 10))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.approvedBy()).isEqualTo("Max");
          assertThat(row.askedBy()).isEqualTo("Cora");
          assertThat(row.subject()).isEqualTo("hold-7");
        });
  }

  @Test
  void whoever_signed_in_without_a_line_proves_it_once() {
    var at = now.toString();
    var text = "tillbridge-session-1\n" + key + "\n" + at;
    assertThat(keys.prove(key, at, sign(pair(), text))).as("another key").isEmpty();
    assertThat(keys.prove(key, at, sign(pair, text))).contains(max);
    assertThat(keys.prove(key, at, sign(pair, text))).as("again").isEmpty();
    var old = now.minus(Duration.ofMinutes(6)).toString();
    assertThat(keys.prove(key, old, sign(pair, "tillbridge-session-1\n" + key + "\n" + old)))
        .isEmpty();
  }

  private void refused(Claim claim, String why) {
    assertThat(approvals.take(claim, cora.id()))
        .hasValueSatisfying(said -> assertThat(said).contains(why));
    assertThat(approvals.log().find(claim.id()).orElseThrow().stands()).isFalse();
    assertThat(cases.find(Approvals.REFUSED, claim.id().toString())).isPresent();
  }

  private User added(String name, Role role, String pin) {
    staff.add(name, role, pin, OWNER);
    return staff.atTills().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Claim with(
      Claim claim, @Nullable String allowed, String reason, @Nullable String signature) {
    return new Claim(
        UUID.randomUUID(),
        claim.kind(),
        claim.subject(),
        allowed == null ? claim.allowed() : allowed,
        claim.register(),
        claim.askedBy(),
        claim.approvedBy(),
        claim.approvedAt(),
        claim.expiresAt(),
        reason,
        claim.key(),
        signature == null ? claim.signature() : signature);
  }

  /** An approval to be. */
  private final class Wish {
    private UUID askedBy = cora.id();
    private UUID approvedBy = max.id();
    private @Nullable UUID named = key;
    private KeyPair signer = pair;
    private String register = "R1";
    private Instant at = now;
    private Duration lasts = Duration.ofHours(4);

    Wish askedBy(User user) {
      askedBy = user.id();
      return this;
    }

    Wish approvedBy(User user) {
      approvedBy = user.id();
      return this;
    }

    Wish named(@Nullable UUID id) {
      named = id;
      return this;
    }

    Wish by(KeyPair other) {
      signer = other;
      return this;
    }

    Wish at(String other) {
      register = other;
      return this;
    }

    Wish when(Instant other) {
      at = other;
      return this;
    }

    Wish lasting(Duration other) {
      lasts = other;
      return this;
    }

    Claim signed() {
      var unsigned = claim(UUID.randomUUID(), UUID.randomUUID(), null);
      return claim(
          unsigned.id(),
          UUID.fromString(unsigned.subject()),
          named == null ? null : sign(signer, unsigned.text()));
    }

    private Claim claim(UUID id, UUID sale, @Nullable String signature) {
      return new Claim(
          id,
          "DISCOUNT",
          sale.toString(),
          "{\"ppm\":150000}",
          register,
          askedBy,
          approvedBy,
          at.toString(),
          at.plus(lasts).toString(),
          "scratched",
          named,
          signature);
    }
  }

  private static String sign(KeyPair pair, String text) {
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

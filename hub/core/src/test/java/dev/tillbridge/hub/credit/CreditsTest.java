package dev.tillbridge.hub.credit;

import static dev.tillbridge.hub.sales.AtOnce.atOnce;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

class CreditsTest {

  private static final Db DB = Db.fresh();

  private final String code = "CARD-" + UUID.randomUUID() + "-ABCD";
  private final Credits credits =
      new Credits(DB.jdbc(), () -> Instant.parse("2026-11-22T15:00:00Z"));

  @AfterAll
  static void close() {
    DB.close();
  }

  private Money left() {
    return credits.find(code).orElseThrow().balance();
  }

  @Test
  void a_code_is_one_card_however_it_is_typed() {
    credits.sold(ValueKind.GIFT_CARD, code, usd(5_000), code + "s|1", "code");
    assertThat(credits
            .find(" " + code.toLowerCase(Locale.ROOT) + " ")
            .orElseThrow()
            .endsWith())
        .isEqualTo("ABCD");
    credits.sold(ValueKind.GIFT_CARD, code.replace("-", ""), usd(100), code + "t|1", "code");
    assertThat(left()).isEqualTo(usd(5_100));
    assertThatThrownBy(() -> credits.find("short")).isInstanceOf(BadInput.class);
    assertThatThrownBy(
            () -> credits.sold(ValueKind.DEPOSIT, code, usd(1), code + "u|1", "charges[0].code"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("charges[0].code: is the code of something else");
    assertThatThrownBy(() -> credits.sold(
            ValueKind.GIFT_CARD, code, Money.of(1, "EUR"), code + "v|1", "charges[0].code"))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void of_fifty_that_take_forty_at_once_one_gets_it() throws Exception {
    credits.sold(ValueKind.GIFT_CARD, code, usd(5_000), code + "s|1", "code");
    var counter = new java.util.concurrent.atomic.AtomicInteger();
    var taken = atOnce(50, () -> {
      try {
        var id = code + counter.incrementAndGet() + "|1";
        credits.redeem(ValueKind.GIFT_CARD, code, usd(4_000), UUID.randomUUID(), id, "tenders[0]");
        return true;
      } catch (BadInput less) {
        assertThat(less.errors().getFirst().reason()).isEqualTo("only 10.00 USD are left on it");
        return false;
      }
    });
    assertThat(taken).filteredOn(yes -> yes).hasSize(1);
    assertThat(left()).isEqualTo(usd(1_000));
  }

  @Test
  void scenario_34_of_fifty_two_tills_are_promised_forty_once() throws Exception {
    credits.sold(ValueKind.GIFT_CARD, code, usd(5_000), code + "s|1", "code");
    var sales = new UUID[] {UUID.randomUUID(), UUID.randomUUID()};
    var counter = new java.util.concurrent.atomic.AtomicInteger();
    var held = atOnce(2, () -> {
      var sale = sales[counter.getAndIncrement()];
      try {
        DB.tx().execute(_ -> credits.hold(UUID.randomUUID(), sale, code, usd(4_000)));
        return sale;
      } catch (BadInput less) {
        assertThat(less.errors().getFirst().reason()).isEqualTo("only 10.00 USD are left on it");
        return null;
      }
    });
    assertThat(held).filteredOn(sale -> sale != null).hasSize(1);
    assertThat(credits.available(credits.find(code).orElseThrow())).isEqualTo(usd(1_000));
    assertThat(left()).as("nothing is taken yet").isEqualTo(usd(5_000));
    var winner = held.stream().filter(sale -> sale != null).findFirst().orElseThrow();
    var other = sales[0].equals(winner) ? sales[1] : sales[0];
    assertThatThrownBy(() -> credits.redeem(
            ValueKind.GIFT_CARD, code, usd(4_000), other, code + "o|1", "tenders[0]"))
        .isInstanceOf(BadInput.class);
    credits.redeem(ValueKind.GIFT_CARD, code, usd(4_000), winner, code + "w|1", "tenders[0]");
    credits.redeem(ValueKind.GIFT_CARD, code, usd(1_000), other, code + "o|2", "tenders[0]");
    assertThat(left()).isEqualTo(usd(0));
  }

  @Test
  void what_was_set_aside_is_let_go_by_the_till_or_by_time() {
    credits.sold(ValueKind.GIFT_CARD, code, usd(5_000), code + "s|1", "code");
    var sale = UUID.randomUUID();
    var hold = UUID.randomUUID();
    assertThat(credits.hold(hold, sale, code, usd(4_000)).left()).isEqualTo(usd(1_000));
    assertThat(credits.hold(hold, sale, code, usd(4_000)).left())
        .as("the same again")
        .isEqualTo(usd(1_000));
    credits.release(hold);
    assertThat(credits.available(credits.find(code).orElseThrow())).isEqualTo(usd(5_000));
    credits.hold(UUID.randomUUID(), sale, code, usd(4_000));
    var later =
        new Credits(DB.jdbc(), () -> Instant.parse("2026-11-22T15:00:00Z").plus(ValueHolds.KEPT));
    assertThat(later.available(later.find(code).orElseThrow())).isEqualTo(usd(5_000));
  }

  @Test
  void the_database_itself_refuses_a_card_below_zero_and_a_changed_past() {
    credits.sold(ValueKind.GIFT_CARD, code, usd(5_000), code + "s|1", "code");
    assertThatThrownBy(
            () -> DB.jdbc().sql("update stored_value set balance = -1").update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("never_below_zero");
    assertThatThrownBy(() -> DB.jdbc().sql("delete from stored_value_move").update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("append-only");
    assertThat(DB.jdbc()
            .sql(
                "select count(*) from stored_value v where upper(v::text) like '%' || :plain || '%'")
            .param("plain", code.replace("-", "").toUpperCase(Locale.ROOT))
            .query(Integer.class)
            .single())
        .isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_balance_is_the_sum_of_its_moves(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    credits.sold(ValueKind.STORE_CREDIT, code, usd(1_000), code + "start", "code");
    long model = 1_000;
    for (int i = 0; i < 40; i++) {
      long amount = random.nextLong(1, 900);
      var id = code + i;
      if (random.nextBoolean()) {
        credits.refunded(code, usd(amount), id, "code");
        model += amount;
      } else {
        try {
          credits.redeem(
              ValueKind.STORE_CREDIT, code, usd(amount), UUID.randomUUID(), id, "tenders[0]");
          model -= amount;
        } catch (BadInput tooMuch) {
          assertThat(amount).isGreaterThan(model);
        }
      }
      assertThat(left()).isEqualTo(usd(model));
    }
    assertThat(DB.jdbc()
            .sql(
                "select sum(amount)::bigint from stored_value_move where cause_id like :code || '%'")
            .param("code", code)
            .query(Long.class)
            .single())
        .isEqualTo(model);
  }
}

package dev.tillbridge.hub.returns;

import static dev.tillbridge.hub.returns.RefundRig.back;
import static dev.tillbridge.hub.returns.RefundRig.chf;
import static dev.tillbridge.hub.returns.RefundRig.paid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.model.sale.Tender.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was bought, and in whatever parts it comes back: not a cent more or less. */
class RefundSeedsTest {

  private static final RefundRig RIG = new RefundRig();

  @AfterAll
  static void close() {
    RIG.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void in_the_end_as_much_went_back_as_came_in(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    var sku = RIG.hub.shelf("S" + seed, 1_000, 1_000);
    var lines = new ArrayList<NewSale.Line>();
    long due = 0;
    for (int i = 0; i <= random.nextInt(3); i++) {
      int quantity = 1 + random.nextInt(6);
      long price = random.nextLong(1, 3_001);
      long discount = random.nextBoolean() ? 0 : random.nextLong(price * quantity);
      lines.add(new NewSale.Line(sku, quantity, chf(price), chf(discount)));
      due += price * quantity - discount;
    }
    long card = random.nextBoolean() ? 0 : random.nextLong(due);
    long cash = nearest(due - card);
    var tenders = new ArrayList<NewSale.NewTender>();
    if (card > 0) {
      tenders.add(paid(Kind.CARD, card));
    }
    tenders.add(paid(Kind.CASH, cash));
    var sale =
        RIG.coins(chf(cash - (due - card)), lines, tenders.toArray(NewSale.NewTender[]::new));

    var left = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      for (int unit = 0; unit < lines.get(i).quantity(); unit++) {
        left.add(i + 1);
      }
    }
    long backOnCard = 0;
    long backInCash = 0;
    long rounding = 0;
    Collections.shuffle(left, random);
    for (int line : left) {
      var wanted = RIG.units(sale, line, 1);
      var quote = RIG.refunds.quote(wanted);
      var backs = quote.tenders().stream()
          .map(t -> back(t.kind(), t.amount()))
          .toArray(NewRefund.Back[]::new);
      var figures = RIG.give(RIG.refund(sale, List.of(new NewRefund.Units(line, 1)), null, backs))
          .figures();
      assertThat(figures.amount()).isEqualTo(quote.amount());
      for (var tender : figures.tenders()) {
        if (tender.kind() == Kind.CASH) {
          assertThat(tender.amount().minor() % 5).isZero();
          backInCash += tender.amount().minor();
        } else {
          backOnCard += tender.amount().minor();
        }
      }
      rounding += figures.rounding().minor();
      assertThat(backInCash).isLessThanOrEqualTo(cash);
      assertThat(backOnCard).isLessThanOrEqualTo(card);
    }
    assertThat(backOnCard).isEqualTo(card);
    assertThat(backInCash).isEqualTo(cash);
    assertThat(rounding).isEqualTo((due - card) - cash);
  }

  private static long nearest(long due) {
    return BigDecimal.valueOf(due)
            .divide(BigDecimal.valueOf(5), 0, RoundingMode.HALF_UP)
            .longValueExact()
        * 5;
  }
}

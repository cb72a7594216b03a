package dev.tillbridge.model.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tens of thousands of generated baskets, each checked for what must always hold, and written with
 * Java's answers for the till's tests ({@code pricing-alike.test.ts}), which run after these: TypeScript
 * has to answer the same. A part of them is committed, so that the till's tests alone have something to
 * hold on to; after a wanted change of the rules, write it anew with {@code -Dgolden.write=true}.
 */
class PricedAlikeTest {

  private static final Path HERE = Path.of(System.getProperty("basedir", "."));
  private static final Path COMMITTED =
      HERE.resolve("../../register-lite/src/pricing/engine.golden.jsonl").normalize();
  private static final Path ALL = HERE.resolve("target/priced-baskets.jsonl");
  private static final int RULES = 1_000;
  private static final int BASKETS_EACH = 30;
  private static final int RULES_COMMITTED = 20;

  /** One line a set of rules, then one line for each basket that is priced by it. */
  private static String cases(int seed) {
    var random = new RandomRules(seed);
    var rules = random.rules(seed);
    var text = new StringBuilder(PricedJson.rules(rules)).append('\n');
    for (int i = 0; i < BASKETS_EACH; i++) {
      var basket = random.basket();
      var priced = PriceEngine.price(rules, basket);
      mustHold(priced, basket, "seed " + seed + ", basket " + i);
      text.append("{\"basket\":%s,\"answer\":%s}\n"
          .formatted(PricedJson.basket(basket), PricedJson.answer(priced)));
    }
    return text.toString();
  }

  private static void mustHold(Priced priced, Basket basket, String which) {
    long subtotal = 0;
    long saved = 0;
    for (int i = 0; i < basket.lines().size(); i++) {
      var line = priced.lines().get(i);
      assertThat(line.sku()).as(which).isEqualTo(basket.lines().get(i).sku());
      assertThat(line.net()).as(which).isNotNegative();
      assertThat(line.parts()).as(which).allMatch(part -> part.amount() > 0);
      subtotal += line.net();
      saved += line.parts().stream()
          .filter(part -> part.source() != Priced.Source.EXEMPT)
          .mapToLong(Priced.Part::amount)
          .sum();
    }
    long onTop = priced.total().taxes().stream()
        .filter(tax -> !tax.included())
        .mapToLong(tax -> tax.amount().minor())
        .sum();
    assertThat(priced.total().subtotal().minor()).as(which).isEqualTo(subtotal);
    assertThat(priced.total().total().minor()).as(which).isEqualTo(subtotal + onTop);
    assertThat(priced.saved()).as(which).isEqualTo(saved);
    assertThat(basket.exempt() && !priced.total().taxes().isEmpty()).as(which).isFalse();
  }

  @Test
  void every_basket_keeps_what_must_hold_and_is_written_for_the_till() throws IOException {
    Files.createDirectories(ALL.getParent());
    try (var out = Files.newBufferedWriter(ALL)) {
      for (int seed = 0; seed < RULES; seed++) {
        out.write(cases(seed));
      }
    }
  }

  @Test
  void the_committed_baskets_hold_exactly_what_java_answers() throws IOException {
    var expected = new StringBuilder();
    for (int seed = 0; seed < RULES_COMMITTED; seed++) {
      expected.append(cases(seed));
    }
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(COMMITTED, expected);
    }
    assertThat(Files.readString(COMMITTED))
        .as("%s is outdated: run this test with -Dgolden.write=true", COMMITTED)
        .isEqualTo(expected.toString());
  }

  @Test
  void the_order_of_the_lines_changes_nothing() {
    for (int seed = 0; seed < RULES; seed++) {
      var random = new RandomRules(seed);
      var rules = random.rules(seed);
      var basket = eachSkuOnce(random.basket());
      var lines = new ArrayList<>(basket.lines());
      Collections.shuffle(lines, new Random(seed));
      var shuffled = new Basket(
          basket.currency(),
          basket.moment(),
          basket.groups(),
          basket.coupons(),
          basket.taxMode(),
          basket.rates(),
          basket.exempt(),
          lines,
          basket.discount());
      var one = PriceEngine.price(rules, basket);
      var other = PriceEngine.price(rules, shuffled);
      assertThat(other.total()).as("seed %s", seed).isEqualTo(one.total());
      assertThat(other.lines())
          .as("seed %s", seed)
          .containsExactlyInAnyOrderElementsOf(one.lines());
    }
  }

  private static Basket eachSkuOnce(Basket basket) {
    Set<String> seen = new HashSet<>();
    return new Basket(
        basket.currency(),
        basket.moment(),
        basket.groups(),
        basket.coupons(),
        basket.taxMode(),
        basket.rates(),
        basket.exempt(),
        basket.lines().stream().filter(line -> seen.add(line.sku())).toList(),
        basket.discount());
  }

  @Test
  void the_baskets_try_what_matters() {
    var sources = EnumSet.noneOf(Priced.Source.class);
    var offers = new HashSet<Class<?>>();
    var lists = 0;
    var together = 0;
    for (int seed = 0; seed < RULES; seed++) {
      var random = new RandomRules(seed);
      var rules = random.rules(seed);
      var offerOf = rules.promotions().stream()
          .collect(Collectors.toMap(Promotion::id, p -> p.offer().getClass()));
      var basket = random.basket();
      for (var line : PriceEngine.price(rules, basket).lines()) {
        line.parts().forEach(part -> sources.add(part.source()));
        var ids = line.parts().stream()
            .map(Priced.Part::promotion)
            .filter(id -> id != null)
            .toList();
        ids.forEach(id -> offers.add(offerOf.get(id)));
        lists += line.list() == null ? 0 : 1;
        together += ids.size() > 1 ? 1 : 0;
      }
    }
    assertThat(sources).isEqualTo(EnumSet.allOf(Priced.Source.class));
    assertThat(offers).hasSize(Offer.class.getPermittedSubclasses().length);
    assertThat(lists).isGreaterThan(100);
    assertThat(together).as("several promotions on one line").isGreaterThan(50);
  }
}

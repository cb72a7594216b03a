package dev.tillbridge.model.pricing;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import dev.tillbridge.model.pricing.Priced.Part;
import dev.tillbridge.model.pricing.Priced.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prices a basket by rules: unit prices, promotions, discounts of the counter, tax, in this order. The
 * till does the same in TypeScript ({@code pricing/engine.ts}), and both are proven alike on generated
 * baskets. Whole numbers only; the order of the lines does not matter as long as no SKU is on two.
 */
public final class PriceEngine {

  private final Basket basket;
  /** Places in the basket, sorted: what is rounded is rounded in this order. */
  private final List<Integer> order;

  private final List<Basket.Line> lines;
  private final UnitPrices prices;
  private final long[] unit;
  private final List<List<Part>> parts;
  private List<Run> runs = new ArrayList<>();

  private PriceEngine(PriceRules rules, Basket basket) {
    this.basket = basket;
    this.order = IntStream.range(0, basket.lines().size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> basket.lines().get(i).sku()))
        .toList();
    this.lines = order.stream().map(basket.lines()::get).toList();
    this.prices = new UnitPrices(rules.lists(), basket);
    this.unit = lines.stream().mapToLong(this::unitPrice).toArray();
    this.parts = lines.stream().<List<Part>>map(_ -> new ArrayList<>()).toList();
    for (int i = 0; i < unit.length; i++) {
      int quantity = lines.get(i).quantity();
      runs.add(new Run(i, quantity, Math.multiplyExact(unit[i], quantity), false, false));
    }
  }

  /**
   * What the basket costs.
   *
   * @throws ArithmeticException when that is more than an amount can hold
   */
  public static Priced price(PriceRules rules, Basket basket) {
    return new PriceEngine(rules, basket).price(rules.promotions());
  }

  private long unitPrice(Basket.Line line) {
    var found = prices.of(line.sku());
    long price = found == null ? line.basePrice() : found.entry().price();
    var weight = line.weight();
    return weight == null ? price : Whole.share(price, weight);
  }

  private Priced price(List<Promotion> promotions) {
    var holding = promotions.stream().filter(this::holds).toList();
    promote(holding.stream().filter(p -> !p.offer().isForCart()).toList());
    promote(holding.stream().filter(p -> p.offer().isForCart()).toList());
    var left = new long[lines.size()];
    runs.forEach(run -> left[run.line()] += run.left());
    atTheCounter(left);
    long saved = parts.stream().flatMap(List::stream).mapToLong(Part::amount).sum();
    var total = tax(left);
    return new Priced(inTheirOrder(), total, saved);
  }

  private boolean holds(Promotion promotion) {
    if (promotion.coupon() != null && !basket.coupons().contains(promotion.coupon())) {
      return false;
    }
    long worth = 0;
    for (int i = 0; i < unit.length; i++) {
      if (promotion.target().covers(lines.get(i))) {
        worth = Math.addExact(worth, unit[i] * lines.get(i).quantity());
      }
    }
    return worth >= promotion.minimum()
        && promotion.validity().holds(basket.moment(), basket.groups());
  }

  /** The highest priority first; among equals, again and again, the one that gives most. */
  private void promote(List<Promotion> promotions) {
    var open = new ArrayList<>(promotions);
    open.sort(Comparator.comparingInt(Promotion::priority).reversed().thenComparing(Promotion::id));
    while (!open.isEmpty()) {
      int priority = open.getFirst().priority();
      Promotion best = null;
      Cut bestCut = null;
      for (var promotion : open) {
        if (promotion.priority() != priority) {
          break;
        }
        var cut = Offering.of(promotion, runs, lines);
        if (cut.gain() > (bestCut == null ? 0 : bestCut.gain())) {
          best = promotion;
          bestCut = cut;
        }
      }
      if (best == null || bestCut == null) {
        open.removeIf(p -> p.priority() == priority);
      } else {
        apply(best, bestCut);
        open.remove(best);
      }
    }
  }

  private void apply(Promotion promotion, Cut cut) {
    var gains = cut.gains(lines.size());
    for (int i = 0; i < gains.length; i++) {
      note(i, Source.PROMOTION, promotion.id(), gains[i]);
    }
    runs = cut.after(promotion.combinable());
  }

  private void note(int line, Source source, @Nullable String promotion, long amount) {
    if (amount > 0) {
      parts.get(line).add(new Part(source, promotion, amount));
    }
  }

  private void atTheCounter(long[] left) {
    for (int i = 0; i < left.length; i++) {
      var discount = lines.get(i).discount();
      if (discount != null) {
        takeOff(left, i, Source.LINE, discount.of(left[i]));
      }
    }
    if (basket.discount() != null) {
      spread(left, Source.CART, basket.discount().of(sum(left)), left.clone());
    }
  }

  private void spread(long[] left, Source source, long amount, long[] weights) {
    var shares = Whole.spread(amount, weights);
    for (int i = 0; i < shares.length; i++) {
      takeOff(left, i, source, shares[i]);
    }
  }

  private void takeOff(long[] left, int line, Source source, long amount) {
    left[line] -= amount;
    note(line, source, null, amount);
  }

  /** Taxes what is left. Whoever is exempt does not pay what is inside the prices either. */
  private Pricing.Total tax(long[] left) {
    var taxed = total(left, basket.rates());
    if (!basket.exempt()) {
      return taxed;
    }
    if (basket.taxMode() == TaxMode.INCLUSIVE) {
      for (var tax : taxed.taxes()) {
        var weights = new long[left.length];
        for (int i = 0; i < left.length; i++) {
          weights[i] = lines.get(i).category().equals(tax.category()) ? left[i] : 0;
        }
        spread(left, Source.EXEMPT, tax.amount().minor(), weights);
      }
    }
    return total(left, List.of());
  }

  private Pricing.Total total(long[] left, List<TaxRate> rates) {
    var priced = new ArrayList<Pricing.Line>();
    for (int i = 0; i < left.length; i++) {
      priced.add(
          new Pricing.Line(new Money(left[i], basket.currency()), lines.get(i).category()));
    }
    return Pricing.of(basket.currency(), basket.taxMode(), rates, priced);
  }

  private static long sum(long[] amounts) {
    return Arrays.stream(amounts).reduce(0, Math::addExact);
  }

  private List<Priced.Line> inTheirOrder() {
    var priced = new Priced.Line[lines.size()];
    for (int i = 0; i < priced.length; i++) {
      var line = lines.get(i);
      var found = prices.of(line.sku());
      priced[order.get(i)] = new Priced.Line(
          line.sku(),
          line.quantity(),
          unit[i],
          found == null ? null : found.list().id(),
          parts.get(i));
    }
    return Arrays.stream(priced).map(Objects::requireNonNull).toList();
  }
}

package dev.tillbridge.model.pricing;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes rules, baskets and answers as the till reads them. All texts in them are plain words. */
final class PricedJson {

  private PricedJson() {}

  static String rules(PriceRules rules) {
    return "{\"version\":%d,\"lists\":%s,\"promotions\":%s}"
        .formatted(
            rules.version(),
            array(rules.lists(), PricedJson::list),
            array(rules.promotions(), PricedJson::promotion));
  }

  static String basket(Basket basket) {
    return "{\"moment\":%s,\"groups\":%s,\"coupons\":%s,\"taxMode\":\"%s\",\"rates\":%s,\"exempt\":%s,\"lines\":%s,\"discount\":%s}"
        .formatted(
            "{\"date\":\"%s\",\"minute\":%d,\"location\":\"%s\"}"
                .formatted(
                    basket.moment().date(),
                    basket.moment().minute(),
                    basket.moment().location()),
            texts(basket.groups()),
            texts(basket.coupons()),
            basket.taxMode(),
            array(
                basket.rates(),
                r -> "{\"category\":\"%s\",\"name\":\"%s\",\"ratePpm\":%d}"
                    .formatted(r.category(), r.name(), r.ratePpm())),
            basket.exempt(),
            array(
                basket.lines(),
                l ->
                    "{\"sku\":\"%s\",\"type\":\"%s\",\"category\":\"%s\",\"quantity\":%d,\"basePrice\":%d,\"discount\":%s,\"weight\":%s}"
                        .formatted(
                            l.sku(),
                            l.type(),
                            l.category(),
                            l.quantity(),
                            l.basePrice(),
                            manual(l.discount()),
                            l.weight())),
            manual(basket.discount()));
  }

  /** Shorter than what the till answers: the file is long. */
  static String answer(Priced priced) {
    return "{\"items\":%s,\"taxes\":%s,\"subtotal\":%d,\"total\":%d,\"saved\":%d}"
        .formatted(
            array(
                priced.lines(),
                l -> "[%d,%s,%s]"
                    .formatted(
                        l.unitPrice(),
                        text(l.list()),
                        array(
                            l.parts(),
                            p -> "[\"%s\",%s,%d]"
                                .formatted(p.source(), text(p.promotion()), p.amount())))),
            array(
                priced.total().taxes(),
                t -> "[\"%s\",%d,%d]"
                    .formatted(t.category(), t.taxable().minor(), t.amount().minor())),
            priced.total().subtotal().minor(),
            priced.total().total().minor(),
            priced.saved());
  }

  private static String list(PriceList list) {
    return "{\"id\":\"%s\",\"title\":\"%s\",\"priority\":%d,\"validity\":%s,\"prices\":%s}"
        .formatted(
            list.id(),
            list.title(),
            list.priority(),
            validity(list.validity()),
            array(list.prices(), e -> "[\"%s\",%d,%d]".formatted(e.sku(), e.from(), e.price())));
  }

  private static String promotion(Promotion p) {
    return "{\"id\":\"%s\",\"title\":\"%s\",\"priority\":%d,\"combinable\":%s,\"coupon\":%s,\"useLimit\":%s,\"minimum\":%d,\"validity\":%s,\"target\":%s,\"offer\":%s}"
        .formatted(
            p.id(),
            p.title(),
            p.priority(),
            p.combinable(),
            text(p.coupon()),
            p.useLimit(),
            p.minimum(),
            validity(p.validity()),
            target(p.target()),
            offer(p.offer()));
  }

  private static String offer(Offer offer) {
    return switch (offer) {
      case Offer.PercentOff(var ppm) -> "{\"kind\":\"PERCENT\",\"ppm\":%d}".formatted(ppm);
      case Offer.AmountOff(var amount) -> "{\"kind\":\"AMOUNT\",\"amount\":%d}".formatted(amount);
      case Offer.CartPercent(var ppm) -> "{\"kind\":\"CART_PERCENT\",\"ppm\":%d}".formatted(ppm);
      case Offer.CartAmount(var amount) ->
        "{\"kind\":\"CART_AMOUNT\",\"amount\":%d}".formatted(amount);
      case Offer.SetPrice(var size, var price, var times) ->
        "{\"kind\":\"SET_PRICE\",\"size\":%d,\"price\":%d,\"times\":%s}"
            .formatted(size, price, times);
      case Offer.BuyGet(var buy, var get, var ppm, var reward, var times) ->
        "{\"kind\":\"BUY_GET\",\"buy\":%d,\"get\":%d,\"ppm\":%d,\"reward\":%s,\"times\":%s}"
            .formatted(buy, get, ppm, reward == null ? "null" : target(reward), times);
    };
  }

  private static String validity(Validity v) {
    return "{\"from\":%s,\"to\":%s,\"days\":%s,\"fromMinute\":%s,\"toMinute\":%s,\"locations\":%s,\"groups\":%s}"
        .formatted(
            text(v.from()),
            text(v.to()),
            array(v.days().stream().sorted().toList(), d -> String.valueOf(d.getValue())),
            v.fromMinute(),
            v.toMinute(),
            texts(v.locations()),
            texts(v.groups()));
  }

  private static String target(Target target) {
    return "{\"skus\":%s,\"types\":%s}".formatted(texts(target.skus()), texts(target.types()));
  }

  private static String manual(@Nullable Manual manual) {
    return manual == null
        ? "null"
        : "{\"kind\":\"%s\",\"value\":%d}".formatted(manual.kind(), manual.value());
  }

  private static String text(@Nullable Object text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  /** Sorted, because a set has another order in every run. */
  private static String texts(Collection<String> texts) {
    return array(texts.stream().sorted().toList(), PricedJson::text);
  }

  private static <T> String array(Collection<T> values, Function<T, String> json) {
    return values.stream().map(json).collect(Collectors.joining(",", "[", "]"));
  }
}

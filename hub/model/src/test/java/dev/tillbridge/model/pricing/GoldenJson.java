package dev.tillbridge.model.pricing;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a cart and its price as one line of JSON. All texts in it are plain words. */
final class GoldenJson {

  private GoldenJson() {}

  static String of(Cart cart) {
    var price = cart.price();
    return "{\"taxMode\":\"%s\",\"rates\":%s,\"lines\":%s,\"expected\":{\"subtotal\":%d,\"taxes\":%s,\"total\":%d}}"
        .formatted(
            cart.mode(),
            array(
                cart.rates(),
                r -> "{\"category\":\"%s\",\"name\":\"%s\",\"ratePpm\":%d}"
                    .formatted(r.category(), r.name(), r.ratePpm())),
            array(
                cart.items(),
                i -> "{\"quantity\":%d,\"unitPrice\":%d,\"discount\":%s,\"category\":\"%s\"}"
                    .formatted(i.quantity(), i.unitPrice(), i.discount(), i.category())),
            price.subtotal().minor(),
            array(
                price.taxes(),
                t -> "{\"category\":\"%s\",\"taxable\":%d,\"amount\":%d}"
                    .formatted(t.category(), t.taxable().minor(), t.amount().minor())),
            price.total().minor());
  }

  private static <T> String array(List<T> values, Function<T, String> json) {
    return values.stream().map(json).collect(Collectors.joining(",", "[", "]"));
  }
}

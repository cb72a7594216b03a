package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.shop.ShopFulfilment.Destination;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shipping address as it stands on a label. */
final class ShippingAddress {

  private ShippingAddress() {}

  /** Null when nothing is shipped. */
  static @Nullable Destination read(Field address) {
    if (address.missing()) {
      return null;
    }
    var town = words(address, " ", "city", "province", "zip");
    var lines = Stream.of(
            address.at("name").textIfAny(),
            address.at("company").textIfAny(),
            address.at("address1").textIfAny(),
            address.at("address2").textIfAny(),
            town.isEmpty() ? null : town,
            address.at("countryCodeV2").textIfAny())
        .filter(Objects::nonNull)
        .map(line -> line.replace('\0', '\uFFFD'))
        .toList();
    return new Destination(
        lines,
        address.at("zip").textIfAny(),
        micro(address.at("latitude"), 90),
        micro(address.at("longitude"), 180));
  }

  private static String words(Field address, String between, String... names) {
    return List.of(names).stream()
        .map(name -> address.at(name).textIfAny())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(between));
  }

  /** Shopify guesses them from the address; what is no place on earth is no guess. */
  private static @Nullable Integer micro(Field degrees, int most) {
    if (!degrees.node().isNumber()) {
      return null;
    }
    var value = degrees.node().decimalValue();
    // The scale is looked at first: 1e999999999 is a short text and a very long number.
    if (Math.abs(value.scale()) > 30 || value.abs().compareTo(BigDecimal.valueOf(most)) > 0) {
      return null;
    }
    return value.movePointRight(6).setScale(0, RoundingMode.HALF_UP).intValueExact();
  }
}

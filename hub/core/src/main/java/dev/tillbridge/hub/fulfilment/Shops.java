package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.sales.ShopSettings;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.ShopFulfilment;
import dev.tillbridge.model.shop.ShopMirror;
import dev.tillbridge.model.shop.ShopRefunds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connected shops and what each can be told.
 *
 * @param channels by the shop's name
 * @param settings which of our locations each knows, by the same names
 */
record Shops(Map<String, ShopChannel> channels, Map<String, ShopSettings> settings) {

  private static final Duration UNTIL_CONNECTED = Duration.ofMinutes(10);

  boolean canRefund(String shop) {
    var channel = channels.get(shop);
    return channel != null && channel.refunds() != null;
  }

  /** Those that are told how their orders leave. */
  List<String> withFulfilment() {
    return channels.entrySet().stream()
        .filter(shop -> shop.getValue().fulfilment() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those that are not: people send their orders there. */
  List<String> withoutFulfilment() {
    return channels.entrySet().stream()
        .filter(shop -> shop.getValue().fulfilment() == null)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  <T> Outcome<T> fulfilment(String shop, Function<ShopFulfilment, Outcome<T>> ask) {
    var channel = channels.get(shop);
    return with(shop, channel == null ? null : channel.fulfilment(), ask);
  }

  <T> Outcome<T> refunds(String shop, Function<ShopRefunds, Outcome<T>> ask) {
    var channel = channels.get(shop);
    return with(shop, channel == null ? null : channel.refunds(), ask);
  }

  <T> Outcome<T> mirror(String shop, Function<ShopMirror, Outcome<T>> ask) {
    var channel = channels.get(shop);
    return with(shop, channel == null ? null : channel.mirror(), ask);
  }

  private static <P, T> Outcome<T> with(
      String shop, @Nullable P port, Function<P, Outcome<T>> ask) {
    return port == null
        ? new NotSent<>("shop " + shop + " is not connected", UNTIL_CONNECTED)
        : ask.apply(port);
  }

  /** Our location by the shop's id of it, if the shop sells from one of ours. */
  Optional<LocationId> ours(String shop, @Nullable String remoteId) {
    var known = settings.get(shop);
    return known == null || remoteId == null
        ? Optional.empty()
        : Optional.ofNullable(known.placesByRemoteId().get(remoteId));
  }

  /** The shop's id of our location, if it sells from there. */
  Optional<String> theirs(String shop, LocationId location) {
    var known = settings.get(shop);
    return known == null
        ? Optional.empty()
        : known.placesByRemoteId().entrySet().stream()
            .filter(place -> place.getValue().equals(location))
            .map(Map.Entry::getKey)
            .sorted()
            .findFirst();
  }
}

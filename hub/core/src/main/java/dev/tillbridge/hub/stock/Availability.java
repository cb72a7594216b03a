package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a channel may be promised of a SKU in total:
 *
 * <pre>
 * online = max(0, sum over the channel's locations that are not excluded of
 *                 max(0, there - safety - buffer)  - threshold)
 * </pre>
 *
 * <p>{@code there} is what nobody has a claim on, on show in a shop or not; the buffer's percent is
 * of {@code there}, rounded up. What the shops show at the locations adds up to no more.
 */
public final class Availability {

  /**
   * What may be promised.
   *
   * @param online in total
   * @param threshold how much of the company's threshold is taken off; no more than there is
   */
  public record Promise(Sku sku, String channel, int online, int threshold, List<Place> places) {
    public Promise {
      places = List.copyOf(places);
    }
  }

  /**
   * What one location contributes.
   *
   * @param there whole pieces that nobody has a claim on
   * @param offered of those, after safety stock and buffer
   * @param online of those, after its share of the threshold: what a shop may show from here
   */
  public record Place(LocationId location, int there, int offered, int online, boolean excluded) {}

  private final StockParts parts;
  private final ShopPlaces places;
  private final Offers offers;

  Availability(StockParts parts, ShopPlaces places) {
    this.parts = parts;
    this.places = places;
    this.offers = new Offers(parts.windows(), parts.rules());
  }

  /**
   * What may be promised now.
   *
   * @param channel a shop, which sells from the locations it is connected to, or {@link
   *     Policies#WEB}, which sells from all
   * @throws BadInput when there is no such SKU or channel
   */
  public Promise of(Sku sku, String channel) {
    if (!parts.ledger().unknown(List.of(sku)).isEmpty()) {
      throw BadInput.of("sku", "there is no SKU " + sku);
    }
    var locations =
        channel.equals(Policies.WEB) ? parts.ledger().locations() : places.locations(channel);
    if (locations.isEmpty()) {
      throw BadInput.of("channel", "there is no channel " + channel);
    }
    var contents = parts.bundles().now(sku);
    var found = new ArrayList<Offers.Offer>();
    locations.forEach(location -> found.add(offers.at(channel, location, contents)));
    int left = parts.rules().of(channel, locations.getFirst(), contents).threshold();
    int borne = 0;
    var contributions = new ArrayList<Place>();
    for (var offer : found.reversed()) {
      int share = Math.min(left - borne, offer.offered());
      borne += share;
      contributions.addFirst(new Place(
          offer.location(),
          offer.there(),
          offer.offered(),
          offer.offered() - share,
          offer.excluded()));
    }
    int online = contributions.stream().mapToInt(Place::online).sum();
    return new Promise(sku, channel, online, borne, contributions);
  }
}

package dev.tillbridge.model.shop;

import dev.tillbridge.model.outcome.Outcome;
import java.net.URI;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A shop that is told when its orders leave, are ready, or leave from elsewhere. It tells its
 * customers itself.
 */
public interface ShopFulfilment {

  /**
   * What of an order is to be sent.
   *
   * @param orderId the shop's id, in its global form
   * @return refused with NOT_FOUND when the shop does not know the order
   */
  Outcome<OrderToSend> toSend(String orderId);

  /**
   * What of an order has left; what was undone is left out.
   *
   * @param orderId the shop's id, in its global form
   */
  Outcome<List<Sending>> sendings(String orderId);

  /**
   * Says that goods have left, or were handed over. Not idempotent at every shop: whoever is in doubt
   * looks at {@link #sendings} before he says it again.
   *
   * @return the shop's id of the sending
   */
  Outcome<String> sent(Parcel parcel);

  /**
   * Says that the rest of these is ready to be collected; the shop tells the customer. Saying it
   * twice is saying it once.
   *
   * @param partIds of {@link Part}s, at least one
   */
  Outcome<String> ready(List<String> partIds);

  /**
   * Has units sent from another location than the one that they are assigned to.
   *
   * @param units by the part's lines
   * @return the shop's id of the part that has them now
   */
  Outcome<String> move(String partId, SequencedMap<String, Integer> units, String locationId);

  /** How the goods get to the customer. */
  enum Method {
    SHIPPING,
    PICK_UP,
    /** Nothing that leaves by us: digital goods, a sale over the counter. */
    NONE
  }

  /**
   * What leaves an order by one way and from one location.
   *
   * @param locationId the shop's id of where it is assigned to; null when it is none of the shop's
   * @param open false while the shop keeps it back, or does it itself
   */
  record Part(
      String id, Method method, @Nullable String locationId, boolean open, List<PartLine> lines) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Units of an order's line.
   *
   * @param id of this line of the part
   * @param lineId of the order's line
   * @param remaining still to be sent
   */
  record PartLine(String id, String lineId, int remaining) {}

  /**
   * What has left.
   *
   * @param units by the order's lines
   */
  record Sending(
      String id,
      SequencedMap<String, Integer> units,
      @Nullable String trackingNumber) {}

  /**
   * Where it goes.
   *
   * @param lines name and address as they stand on a label; nothing to be kept longer than needed
   * @param latitudeMicro in millionths of a degree, or null when the shop does not know it
   */
  record Destination(
      List<String> lines,
      @Nullable String postcode,
      @Nullable Integer latitudeMicro,
      @Nullable Integer longitudeMicro) {
    public Destination {
      lines = List.copyOf(lines);
    }
  }

  /**
   * An order as far as it is to be sent.
   *
   * @param destination null when nothing is shipped
   */
  record OrderToSend(List<Part> parts, @Nullable Destination destination) {
    public OrderToSend {
      parts = List.copyOf(parts);
    }
  }

  /** A carrier's name for a parcel; any of them may be unknown. */
  record Tracking(
      @Nullable String company,
      @Nullable String number,
      @Nullable URI url) {
    /** Nothing is known. */
    public static final Tracking NONE = new Tracking(null, null, null);
  }

  /**
   * What leaves together.
   *
   * @param units by part, then by the part's lines; all parts are assigned to one location
   * @param tellCustomer whether the shop writes to the customer
   */
  record Parcel(
      SequencedMap<String, SequencedMap<String, Integer>> units,
      Tracking tracking,
      boolean tellCustomer) {}
}

package dev.tillbridge.app.console;

import dev.tillbridge.hub.fulfilment.WebOrderView;
import dev.tillbridge.model.place.LocationId;
import java.util.List;

/** How the pages call what is to be sent. */
public final class SendingWords {

  private SendingWords() {}

  /** How far an order is, in words. */
  public static String state(WebOrderView order) {
    if (order.lines().isEmpty()) {
      return "Has left";
    }
    if (order.pickupId() != null) {
      return order.readyAt() == null ? "To make ready" : "Waits for the customer";
    }
    if (order.packed() != null) {
      return "To send";
    }
    return order.picked() == null ? "To pick" : "To pack";
  }

  /** How it gets to the customer. */
  public static String way(WebOrderView order) {
    var method = order.method();
    return switch (method) {
      case null -> "asking the shop";
      case PICK_UP -> "Pick up";
      case SHIPPING -> "Ship";
      case NONE -> "Nothing to send";
    };
  }

  /** Where its goods lie. */
  public static List<LocationId> where(WebOrderView order) {
    return order.places().stream().map(WebOrderView.Place::location).toList();
  }
}

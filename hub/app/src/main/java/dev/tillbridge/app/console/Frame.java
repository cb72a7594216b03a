package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import java.util.List;

/**
 * What stands around every page of the console.
 *
 * @param merchant whose hub it is
 * @param user who is signed in
 * @param places where one can go
 */
public record Frame(String merchant, String user, List<Place> places) {

  public Frame {
    places = List.copyOf(places);
  }

  /** A page to go to; here is true on the page itself. */
  public record Place(String name, String address, boolean here) {}

  /** The pages of the console, in the order in which they are offered. */
  private static final List<Place> PLACES = List.of(
      new Place("Live", "/console", false),
      new Place("Desk", "/console/desk", false),
      new Place("Orders", "/console/web-orders", false),
      new Place("Stock", "/console/stock/low", false),
      new Place("Counter", CounterSheet.ADDRESS, false),
      new Place("Books", "/console/books", false),
      new Place("Shops", "/console/shops", false),
      new Place("People", "/console/approvals", false),
      new Place("Watch", "/console/watch", false),
      new Place("Till", "/register/", false));

  /** Around the page at this address. */
  static Frame at(String address, String merchant, Caller caller) {
    return new Frame(
        merchant,
        caller.name(),
        PLACES.stream()
            .filter(p ->
                !p.address().equals(TillPages.ADDRESS) || caller.may(Authorities.DEVICES_WRITE))
            .map(p -> new Place(p.name(), p.address(), p.address().equals(address)))
            .toList());
  }
}

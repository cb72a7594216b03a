package dev.tillbridge.hub.places;

import java.util.List;

/**
 * Whose hub this is, as printed on receipts.
 *
 * @param address line by line, may be empty
 */
public record Merchant(String name, List<String> address) {

  public Merchant {
    address = List.copyOf(address);
  }
}

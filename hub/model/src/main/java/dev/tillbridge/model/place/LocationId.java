package dev.tillbridge.model.place;

/**
 * Names a location in addresses, keys and logs.
 *
 * @param code lower case letters, digits and hyphens, 1 to 40 characters
 */
public record LocationId(String code) implements Comparable<LocationId> {

  public LocationId {
    if (!code.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "a location id has 1 to 40 lower case letters, digits and hyphens, was: " + code);
    }
  }

  @Override
  public int compareTo(LocationId other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}

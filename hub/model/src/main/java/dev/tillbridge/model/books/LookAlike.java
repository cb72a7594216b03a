package dev.tillbridge.model.books;

/**
 * A document that is not ours, with the day, the total and a number of one of our sales: likely the
 * same sale, booked by another app or by hand.
 *
 * @param kind as the books call it
 * @param remoteId its id there
 * @param number its number there
 */
public record LookAlike(String kind, String remoteId, String number) {

  /** For people: "SalesReceipt R1-000101 (id 812)". */
  @Override
  public String toString() {
    return "%s %s (id %s)".formatted(kind, number, remoteId);
  }
}

package dev.tillbridge.model.books;

import java.util.UUID;

/**
 * A document on its way into the books.
 *
 * @param key made before the first attempt and kept through every retry
 * @param ownItems whether a line whose item there belongs to another account may go under an item of our
 *     own; else the document is held
 * @param tracking where it belongs in reports by location and channel
 */
public record Posting(UUID key, Document document, boolean ownItems, Tracking tracking) {

  /** One that is told without its location and channel. */
  public Posting(UUID key, Document document, boolean ownItems) {
    this(key, document, ownItems, Tracking.NONE);
  }

  /** Held when an item there belongs to another account. */
  public Posting(UUID key, Document document) {
    this(key, document, false);
  }
}

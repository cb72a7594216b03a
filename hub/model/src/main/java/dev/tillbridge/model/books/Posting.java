package dev.tillbridge.model.books;

import java.util.UUID;

/**
 * A document on its way into the books.
 *
 * @param key made before the first attempt and kept through every retry
 * @param ownItems whether a line whose item there belongs to another account may go under an item of our
 *     own; else the document is held
 */
public record Posting(UUID key, Document document, boolean ownItems) {

  /** Held when an item there belongs to another account. */
  public Posting(UUID key, Document document) {
    this(key, document, false);
  }
}

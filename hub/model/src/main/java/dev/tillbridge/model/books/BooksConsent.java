package dev.tillbridge.model.books;

import dev.tillbridge.model.outcome.Outcome;
import java.net.URI;
import java.util.Map;

/** How an owner lets us into the books: he is led there, agrees, and comes back with proof. */
public interface BooksConsent {

  /**
   * The page where he agrees.
   *
   * @param back where he is led afterwards
   * @param state comes back with him
   */
  URI page(URI back, String state);

  /**
   * Takes what he came back with, and keeps what it is exchanged for.
   *
   * @param query the parameters of the page he came back to
   * @return the company; refused, in words for a person, when he said no or chose another company
   */
  Outcome<String> accept(Map<String, String> query, URI back);
}

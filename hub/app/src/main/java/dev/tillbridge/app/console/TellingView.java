package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;

/**
 * What stands on the page about how books are told.
 *
 * @param chosen what was chosen, the newest first
 * @param earliest the first day that can be chosen for
 */
public record TellingView(
    BooksSheet sheet,
    List<Chosen> chosen,
    List<Choice> kinds,
    List<Choice> channels,
    List<Choice> places,
    List<Choice> ways,
    String earliest) {

  public TellingView {
    chosen = List.copyOf(chosen);
    kinds = List.copyOf(kinds);
    channels = List.copyOf(channels);
    places = List.copyOf(places);
    ways = List.copyOf(ways);
  }

  /** A choice. */
  public record Chosen(String what, String where, String way, String from, String by) {}
}

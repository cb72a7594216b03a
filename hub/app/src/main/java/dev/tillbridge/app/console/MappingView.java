package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about where lines go.
 *
 * @param preview what applying rules would do, or null when nobody asked
 * @param applies whether the preview is of the rules in force, so that it can be applied
 */
public record MappingView(
    BooksSheet sheet,
    List<Rule> rules,
    List<Choice> roles,
    List<Choice> accounts,
    List<Choice> channels,
    List<Choice> places,
    List<Choice> kinds,
    @Nullable Look preview,
    boolean applies,
    List<Batch> batches) {

  public MappingView {
    rules = List.copyOf(rules);
    roles = List.copyOf(roles);
    accounts = List.copyOf(accounts);
    channels = List.copyOf(channels);
    places = List.copyOf(places);
    kinds = List.copyOf(kinds);
    batches = List.copyOf(batches);
  }

  /** A rule in force, in words. */
  public record Rule(UUID id, String what, String where, String account, String from, String by) {}

  /**
   * A preview.
   *
   * @param more there are entries that are not shown
   */
  public record Look(
      int changed, int skipped, List<Account> accounts, List<Entry> entries, boolean more) {
    public Look {
      accounts = List.copyOf(accounts);
      entries = List.copyOf(entries);
    }
  }

  /** An account, with what is on it and what would be. */
  public record Account(String name, String before, String after) {}

  /** An entry that would be entered anew. */
  public record Entry(long id, String day, String words, List<String> moved, boolean closed) {
    public Entry {
      moved = List.copyOf(moved);
    }
  }

  /**
   * A batch.
   *
   * @param note what became of it
   * @param mayUndo whether it can be taken back
   * @param next an id for whoever does
   */
  public record Batch(
      UUID id, String what, String words, String by, String note, boolean mayUndo, UUID next) {}
}

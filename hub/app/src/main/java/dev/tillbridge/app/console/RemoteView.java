package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about how other books call things.
 *
 * @param accounts ours, and what they are called there
 * @param looked whether the books were asked what they have
 * @param trouble why they did not answer; null when they did
 * @param there the names of accounts there; none while nobody has asked
 */
public record RemoteView(
    BooksSheet sheet,
    boolean locations,
    boolean channels,
    List<Named> names,
    List<Choice> subjects,
    List<Choice> receipts,
    List<String> attached,
    List<Account> accounts,
    List<Choice> ours,
    boolean looked,
    @Nullable String trouble,
    List<String> there) {

  public RemoteView {
    names = List.copyOf(names);
    subjects = List.copyOf(subjects);
    receipts = List.copyOf(receipts);
    attached = List.copyOf(attached);
    accounts = List.copyOf(accounts);
    ours = List.copyOf(ours);
    there = List.copyOf(there);
  }

  /** A location or channel. */
  public record Named(String what, String name, String by) {}

  /**
   * An account.
   *
   * @param state whether it is there; empty while nobody has asked
   * @param missing whether a document that needs it would wait
   */
  public record Account(String ours, String there, String state, boolean missing) {}
}

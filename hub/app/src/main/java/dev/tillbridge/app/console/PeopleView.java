package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who works here.
 *
 * @param done what was just done, in words, or null
 * @param roles that whoever looks may give
 */
public record PeopleView(
    Frame frame, Filled form, @Nullable String done, List<Row> rows, List<Choice> roles) {

  public PeopleView {
    rows = List.copyOf(rows);
    roles = List.copyOf(roles);
  }

  /**
   * One person.
   *
   * @param tills how many tills know his PIN, in words
   * @param mine whether it is whoever looks, who cannot switch himself off
   * @param may whether whoever looks may change him
   */
  public record Row(
      String id,
      String name,
      String role,
      String roleWords,
      boolean active,
      boolean pin,
      String tills,
      boolean mine,
      boolean may) {}
}

package dev.tillbridge.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about the shops.
 *
 * @param mayAct whether there are forms
 * @param shops those that can be compared
 * @param id for the next comparison, so that a form that is sent twice acts once
 * @param said what was just done, or is wrong; or null
 */
public record WatchView(
    Frame frame,
    boolean mayAct,
    List<Heard> heard,
    List<Door> doors,
    List<Night> nights,
    List<String> shops,
    int hour,
    String today,
    String id,
    @Nullable String said) {

  public WatchView {
    heard = List.copyOf(heard);
    doors = List.copyOf(doors);
    nights = List.copyOf(nights);
    shops = List.copyOf(shops);
  }

  /** Whether a comparison is still to be made or under way: the page looks again by itself. */
  public boolean comparing() {
    return nights.stream().anyMatch(Night::open);
  }

  /** What is heard of a topic, in words. */
  public record Heard(String shop, String topic, String last, String words, String tone) {}

  /** What came to an address for webhooks and was of no use, in words. */
  public record Door(String name, Tally refused, Tally setAside) {}

  /** How many, in words. */
  public record Tally(String words, String last, String tone) {}

  /**
   * A comparison, in words.
   *
   * @param open whether it is not over yet
   */
  public record Night(
      UUID id,
      String shop,
      String day,
      String state,
      String tone,
      boolean open,
      int orders,
      int filled,
      int numbers,
      int corrected,
      int waiting,
      String atShop,
      String atHub,
      String note) {}

  /** A difference, in words. */
  public record Told(
      String subject, String atShop, String atHub, String ending, String tone, String what) {}
}

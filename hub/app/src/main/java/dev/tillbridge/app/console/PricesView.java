package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about prices.
 *
 * @param kinds of promotions
 * @param days of the week, by their numbers
 */
public record PricesView(
    CounterSheet sheet,
    List<Row> promotions,
    List<Row> lists,
    List<Limit> limits,
    List<Choice> kinds,
    List<Choice> places,
    List<Choice> days,
    String currency) {

  public PricesView {
    promotions = List.copyOf(promotions);
    lists = List.copyOf(lists);
    limits = List.copyOf(limits);
    kinds = List.copyOf(kinds);
    places = List.copyOf(places);
    days = List.copyOf(days);
  }

  /** A promotion or a price list: what it gives, when it holds, and the code that it needs or null. */
  public record Row(
      String id,
      String title,
      String gives,
      String holds,
      @Nullable String coupon) {}

  /** What a role may take off alone, as a percentage. */
  public record Limit(String role, String words, String percent) {}

  /** Of which kind the promotion is whose form is open; empty while none is. */
  public String kind() {
    var kind = sheet.form().value("kind");
    return kinds.stream().anyMatch(one -> one.value().equals(kind)) ? kind : "";
  }

  /** Whether the form of a price list is open. */
  public boolean listing() {
    return sheet.form().has("prices");
  }

  /** Whether something that is there already is being changed. */
  public boolean changing() {
    return !sheet.form().value("id").isEmpty();
  }

  /** Whether the promotion takes a percentage off. */
  public boolean percent() {
    return List.of("PERCENT", "CART_PERCENT", "BUY_GET").contains(kind());
  }

  /** Whether it takes an amount off. */
  public boolean amount() {
    return List.of("AMOUNT", "CART_AMOUNT").contains(kind());
  }
}

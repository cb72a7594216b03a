package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pages about the counter share: where one is, the form, and what was just done. */
public final class CounterSheet {

  /** The first of its pages. */
  static final String ADDRESS = TillPages.ADDRESS;

  private final Frame frame;
  private final String address;
  private final Filled form;
  private final @Nullable String done;
  private final Caller caller;

  CounterSheet(String merchant, String address, Filled form, @Nullable String done, Caller caller) {
    this.frame = Frame.at(ADDRESS, merchant, caller);
    this.address = address;
    this.form = form;
    this.done = done;
    this.caller = caller;
  }

  /** What stands around it. */
  public Frame frame() {
    return frame;
  }

  /** Of this page. */
  public String address() {
    return address;
  }

  /** The pages about the counter, seen from one of them. */
  public static List<Frame.Place> tabs(String here) {
    return List.of(tab("Tills", TillPages.ADDRESS, here), tab("Prices", PricesPages.ADDRESS, here));
  }

  private static Frame.Place tab(String name, String at, String here) {
    return new Frame.Place(name, at, at.equals(here));
  }

  /** The form. */
  public Filled form() {
    return form;
  }

  /** Whether he may change what goods cost. */
  public boolean mayPrice() {
    return caller.may(Authorities.CATALOG_WRITE);
  }

  /** What was just done, or null. */
  public @Nullable String done() {
    return done == null || !form.faults().isEmpty()
        ? null
        : switch (done) {
          case "promotion" -> "The promotion is written down. Tills have it within a minute.";
          case "list" -> "The price list is written down. Tills have it within a minute.";
          case "ended" -> "It has ended. Carts that were begun before keep it.";
          case "limits" -> "That much may be taken off from now on.";
          default -> null;
        };
  }
}

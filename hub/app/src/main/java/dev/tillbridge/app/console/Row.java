package dev.tillbridge.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lines of the console, ready to be shown: words, not codes. */
public final class Row {

  private Row() {}

  /** How something stands, and so its colour. */
  public enum Tone {
    GOOD,
    CALM,
    WARN,
    BAD;

    /** As the style sheet spells it. */
    public String css() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A connection to an outside system, or to Redis. */
  public record Link(String name, String where, String words, Tone tone) {}

  /** A figure worth a glance. */
  public record Figure(String name, long value, Tone tone) {}

  /** A sale; books is what became of its posting, address where more is told of it. */
  public record Sale(
      long number,
      String address,
      String time,
      boolean web,
      String door,
      String receipt,
      long items,
      String total,
      String paidBy,
      String state,
      String books,
      Tone booksTone,
      boolean fresh) {}

  /**
   * A SKU at a place; missing is what was promised or sold beyond what is there, atTill what a customer
   * at the counter can buy, explain the address that explains it.
   */
  public record Stock(
      String sku,
      String title,
      String place,
      int onHand,
      int held,
      int committed,
      int escrow,
      int free,
      int missing,
      int atTill,
      @Nullable String explain,
      List<Shown> shops) {

    /** A bundle has no shelf whose numbers could be explained. */
    public boolean bundle() {
      return explain == null;
    }
  }

  /** What a shop shows of it; the arrow is a change under way. */
  public record Shown(String shop, String shown, @Nullable String arrow) {}

  /** News for another system. */
  public record Delivery(
      UUID id, String time, String what, String to, String words, Tone tone, String note) {}

  /**
   * Something that waits for a person.
   *
   * @param action where its button leads
   * @param button what the button says
   * @param again where a second button leads that tries it again, or null
   * @param desk where it is decided, if it takes more than a button; or null
   */
  public record Matter(
      String id,
      String time,
      String title,
      String detail,
      String action,
      String button,
      @Nullable String again,
      @Nullable String desk) {}
}

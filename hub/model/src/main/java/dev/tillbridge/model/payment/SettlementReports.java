package dev.tillbridge.model.payment;

import dev.tillbridge.model.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway reports of the money that it handles: asked for again and again, a page at a time.
 * Reports come late and may change what they said before, so a page may repeat movements that are
 * known, and tell them differently. Asking changes nothing there.
 */
public interface SettlementReports {

  /** The kind of gateway, for example {@code PAYPAL}. */
  String gateway();

  /** Which of the merchant's accounts there. */
  String account();

  /**
   * The next page.
   *
   * @param cursor what the page before said, or null for the first
   */
  Outcome<Page> since(@Nullable String cursor);

  /**
   * A page of a report.
   *
   * @param aside what could not be understood; nothing of it is in the lines
   * @param next where the next page begins; never more than 200 characters
   * @param more whether there is another page now; otherwise it is worth asking later
   * @param through up to when the report is complete so far
   */
  record Page(
      List<SettlementLine> lines, List<Unread> aside, String next, boolean more, Instant through) {
    public Page {
      lines = List.copyOf(lines);
      aside = List.copyOf(aside);
    }
  }

  /**
   * A movement that could not be understood.
   *
   * @param id the gateway's own, or what else tells it from others
   */
  record Unread(String id, String why) {}
}

package dev.tillbridge.hub.finding;

import dev.tillbridge.model.money.Money;
import java.time.LocalDate;

/**
 * Something that was found.
 *
 * @param id by which its page is found: an entry's number, a sale's, payout's or file's id
 * @param day the day it is of
 * @param title for example a receipt's number
 * @param words what it is about
 */
public record Hit(Kind kind, String id, LocalDate day, String title, String words, Money amount) {

  /** What it is; each has a page of its own. */
  public enum Kind {
    /** A sale; its id. */
    SALE,
    /** Money given back at the counter; the id of its sale, or empty without a receipt. */
    REFUND,
    /** An entry of the ledger; its number. */
    ENTRY,
    /** A payout; its id. */
    PAYOUT,
    /** A movement at a gateway; the id of the payout that it is part of, or empty. */
    MOVEMENT,
    /** A line of the bank; the id of the payout that it is, or empty. */
    BANK_LINE
  }
}

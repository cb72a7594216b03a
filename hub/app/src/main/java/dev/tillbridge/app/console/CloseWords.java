package dev.tillbridge.app.console;

import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.DayVerdict.Topic;

/** How the comparisons of a day are called. */
record CloseWords(String title, String about, String here, String there) {

  static CloseWords of(Topic topic) {
    return switch (topic) {
      case ENTERED ->
        new CloseWords(
            "Sales and refunds",
            "Everything that was sold or given back is in the ledger.",
            "Recorded",
            "In the ledger");
      case TENDERS ->
        new CloseWords(
            "What tills took",
            "Cash, cards and what is owed are in the ledger as the tills say.",
            "Tills",
            "Ledger");
      case DRAWERS ->
        new CloseWords(
            "Drawers",
            "What was counted at the end of each shift is what the ledger has, differences included.",
            "Counted",
            "Ledger");
      case LEDGER ->
        new CloseWords(
            "The ledger itself",
            "Debits are credits, and the sums of accounts are those of their entries.",
            "Debits",
            "Credits");
      case GATEWAYS ->
        new CloseWords(
            "Payments",
            "PayPal, card terminals and online shops report what was taken through them.",
            "Taken",
            "Reported");
      case PAYOUTS ->
        new CloseWords("Payouts", "What was sent to the bank is there.", "Sent", "At the bank");
      case DOCUMENTS ->
        new CloseWords(
            "Accounting software",
            "It has a document of everything that was entered.",
            "Made",
            "There");
      case BOOKS_THERE ->
        new CloseWords(
            "What it has now",
            "Nobody changed, voided or deleted there what it was told.",
            "Told",
            "There now");
      case SHOPS -> new CloseWords("Online shops", "Their orders are ours.", "Ours", "The shop's");
    };
  }

  static String state(State state) {
    return switch (state) {
      case AGREES -> "Agrees";
      case WAITS -> "On its way";
      case DIFFERS -> "To do";
      case UNUSED -> "Nothing of the kind";
    };
  }
}

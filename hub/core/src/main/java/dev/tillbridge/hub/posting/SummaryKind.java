package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.model.books.Role;
import java.util.Optional;

/** What can be told by the day. */
public enum SummaryKind {
  /** What was sold, given back, changed and cancelled; not what customers owe, which has an invoice. */
  SALES("SALES_DAY"),
  /** What moved goods cost. */
  STOCK("STOCK_DAY");

  private final String cause;

  SummaryKind(String cause) {
    this.cause = cause;
  }

  /** As what its documents are kept. */
  String cause() {
    return cause;
  }

  /** Of which kind the entry is; empty of those that are told one by one whatever is chosen. */
  static Optional<SummaryKind> of(EntryView entry) {
    if (entry.location() == null) {
      return Optional.empty();
    }
    return switch (entry.cause()) {
      case "SALE", "REFUND", "SHOP_REFUND", "ORDER_EDIT", "ORDER_CANCELLED", "CANCELLED" -> {
        boolean owed = entry.lines().stream().anyMatch(line -> line.role() == Role.RECEIVABLE);
        yield owed || entry.channel() == null ? Optional.empty() : Optional.of(SALES);
      }
      case "COST", "COST_RETURN", "RECEIPT", "WRITE_OFF", "COUNT" -> Optional.of(STOCK);
      default -> Optional.empty();
    };
  }
}

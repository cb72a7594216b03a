package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.JournalEntry;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.SalesTransaction;
import com.intuit.ipp.data.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The location (Department, in their words) and class of a document. A location stands once for the
 * document, but on each line of a journal entry; a class on each line, or once where the company has it so.
 *
 * @param department its id; null when none is told
 * @param type the class's id; null when none is told
 * @param onLines whether the company names classes line by line
 */
record Tags(@Nullable String department, @Nullable String type, boolean onLines) {

  static final Tags NONE = new Tags(null, null, false);

  /** Puts them on the document. */
  void put(Transaction row) {
    boolean journal = row instanceof JournalEntry;
    if (department != null && !journal) {
      row.setDepartmentRef(Names.reference(department));
    }
    // What a customer pays of a debt is no turnover of any class.
    if (row instanceof Payment) {
      return;
    }
    // Journal entries and deposits have no class but on their lines.
    boolean whole = !onLines && row instanceof SalesTransaction;
    if (type != null && row instanceof SalesTransaction form && whole) {
      form.setClassRef(Names.reference(type));
    }
    for (var line : row.getLine()) {
      if (type != null && !whole) {
        classed(line, type);
      }
      var moved = line.getJournalEntryLineDetail();
      if (moved != null && department != null) {
        moved.setDepartmentRef(Names.reference(department));
      }
    }
  }

  private static void classed(Line line, String type) {
    if (line.getSalesItemLineDetail() != null) {
      line.getSalesItemLineDetail().setClassRef(Names.reference(type));
    } else if (line.getDiscountLineDetail() != null) {
      line.getDiscountLineDetail().setClassRef(Names.reference(type));
    } else if (line.getJournalEntryLineDetail() != null) {
      line.getJournalEntryLineDetail().setClassRef(Names.reference(type));
    } else if (line.getDepositLineDetail() != null) {
      line.getDepositLineDetail().setClassRef(Names.reference(type));
    }
  }
}

package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Deposit;
import com.intuit.ipp.data.JournalEntry;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.PostingTypeEnum;
import com.intuit.ipp.data.SalesTransaction;
import com.intuit.ipp.data.Transaction;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what QuickBooks says it booked is what was asked for. Pure. */
final class Judgement {

  private Judgement() {}

  /** Of documents found under our number. */
  static Outcome<String> recognised(Document document, List<? extends Transaction> found) {
    var number = DocNumber.of(document.head().id());
    if (found.isEmpty()) {
      return new NotSent<>("QuickBooks has no document " + number, null);
    }
    var ours = found.stream().filter(row -> isOf(document, row)).toList();
    return switch (ours.size()) {
      case 0 ->
        new Refused<>(
            "document %s in QuickBooks has our number %s but is not this sale or refund; renumber it there"
                .formatted(found.getFirst().getId(), number));
      case 1 -> of(document, ours.getFirst());
      default ->
        new Refused<>("documents %s in QuickBooks are all the same of ours; delete all but one"
            .formatted(ours.stream().map(Transaction::getId).toList()));
    };
  }

  /** Of the answer to a create. */
  static Outcome<String> of(Document document, @Nullable Transaction booked) {
    var total = booked == null ? null : total(booked);
    if (booked == null || booked.getId() == null || total == null) {
      return new InDoubt<>("QuickBooks' answer does not tell what it booked");
    }
    var ours = document.head().currency().getCurrencyCode();
    var currency =
        booked.getCurrencyRef() == null ? null : booked.getCurrencyRef().getValue();
    if (currency != null && !currency.equals(ours)) {
      return new Refused<>("QuickBooks booked in %s instead of %s as document %s; correct it there"
          .formatted(currency, ours, booked.getId()));
    }
    if (total.compareTo(document.total().toDecimal()) != 0) {
      return differing(booked, "", total, document.total().toDecimal());
    }
    var tax = tax(booked);
    return tax.compareTo(document.tax().toDecimal()) == 0
        ? new Delivered<>(booked.getId())
        : differing(booked, "a tax of ", tax, document.tax().toDecimal());
  }

  /** True when a document of the books says that it is this one. */
  static boolean isOf(Document document, Transaction row) {
    return row.getPrivateNote() != null
        && row.getPrivateNote().contains(document.head().id().toString());
  }

  static @Nullable BigDecimal total(Transaction row) {
    return switch (row) {
      case SalesTransaction form -> form.getTotalAmt();
      case Payment payment -> payment.getTotalAmt();
      case Deposit deposit -> deposit.getTotalAmt();
      // A journal does not always tell its sum.
      case JournalEntry journal -> debits(journal.getLine());
      default -> null;
    };
  }

  private static @Nullable BigDecimal debits(@Nullable List<Line> lines) {
    if (lines == null || lines.isEmpty()) {
      return null;
    }
    var sum = BigDecimal.ZERO;
    for (var line : lines) {
      var detail = line.getJournalEntryLineDetail();
      if (detail != null && detail.getPostingType() == PostingTypeEnum.DEBIT) {
        sum = sum.add(line.getAmount());
      }
    }
    return sum;
  }

  static BigDecimal tax(Transaction row) {
    var detail = row.getTxnTaxDetail();
    return detail == null || detail.getTotalTax() == null ? BigDecimal.ZERO : detail.getTotalTax();
  }

  private static Outcome<String> differing(
      Transaction booked, String what, BigDecimal theirs, BigDecimal ours) {
    return new Refused<>("QuickBooks booked %s%s instead of %s as document %s; correct it there"
        .formatted(
            what,
            theirs.setScale(Math.max(theirs.scale(), ours.scale())).toPlainString(),
            ours.toPlainString(),
            booked.getId()));
  }
}

package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Chart.Account;
import dev.tillbridge.connector.xero.Rows.Line;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Each kind of document as Xero's own. Pure.
 *
 * <p>A receipt is an invoice and its payment, a refund a credit note and its payment. Journals are
 * manual journals, unless they touch what Xero lets no journal touch: money at a bank account becomes a
 * bank transaction, what a customer owes an invoice or a credit note, with the other moves as lines.
 */
final class Papers {

  private static final int REFERENCE_MOST = 255;
  private static final String NO_TAX = "NoTax";
  private static final String AUTHORISED = "AUTHORISED";

  private final Document document;
  private final Names names;
  private final String number;
  private final String day;

  private Papers(Document document, Names names) {
    this.document = document;
    this.names = names;
    this.number = DocNumber.of(document.head().id());
    this.day = document.head().day().toString();
  }

  /** Refused, in words for a person, when Xero has no document that moves these accounts. */
  static Outcome<Paper> of(Document document, Names names) {
    return new Papers(document, names).paper();
  }

  private Outcome<Paper> paper() {
    return switch (document) {
      case Document.Receipt(var ignored, var form, var money) -> form(form, false, money);
      case Document.Refund(var ignored, var form, var money) -> form(form, true, money);
      case Document.Invoice(var ignored, var form, var owed) -> form(form, false, null);
      case Document.Credit(var ignored, var form, var owed) -> form(form, true, null);
      case Document.Payment paid -> payment(paid);
      case Document.Journal journal -> moved(net(journal.moves()));
      case Document.Deposit deposit -> {
        var moves = new ArrayList<>(deposit.moves());
        moves.add(new Move(Role.BANK, deposit.bank(), "Payout", deposit.total()));
        yield moved(net(moves));
      }
    };
  }

  private Outcome<Paper> form(Form form, boolean back, @Nullable BookAccount money) {
    if (form.items().isEmpty() && form.discounts().isEmpty()) {
      return new Refused<>("held: Xero takes no document of tax alone; enter it there by hand");
    }
    for (var line : form.lines()) {
      var account = names.account(line.account());
      if (account.isBank() || account.isReceivable()) {
        return new Refused<>(
            "held: the Xero account %s is a bank account, or what customers owe; a sale's line on %s cannot go there"
                .formatted(account.name(), line.account()));
      }
    }
    var paidTo = money == null || form.total().isZero() ? null : names.account(money);
    if (paidTo != null && !paidTo.takesPayments()) {
      return new Refused<>(
          "held: the Xero account %s takes no payments; tick \"Enable payments to this account\" there, then retry"
              .formatted(paidTo.name()));
    }
    var types = names.taxes().areNone() ? NO_TAX : "Exclusive";
    var lines = FormLines.of(form, names);
    return new Delivered<>(
        owed(back, types, lines, form.total().toDecimal(), form.tax().toDecimal(), paidTo));
  }

  private Paper owed(
      boolean back,
      String types,
      List<Line> lines,
      BigDecimal total,
      BigDecimal tax,
      @Nullable Account paidTo) {
    var contact = new Rows.Contact(names.contact());
    var currency = document.head().currency().getCurrencyCode();
    Object row = back
        ? new Rows.CreditNote(
            "ACCRECCREDIT", number, reference(), contact, day, types, lines, currency, AUTHORISED)
        : new Rows.Invoice(
            "ACCREC", number, reference(), contact, day, day, types, lines, currency, AUTHORISED);
    return new Paper(
        back ? Kind.CREDIT_NOTE : Kind.INVOICE,
        number,
        document.head().id().toString(),
        row,
        total,
        tax,
        sums(lines),
        paidTo);
  }

  private Outcome<Paper> payment(Document.Payment paid) {
    var account = names.account(paid.money());
    if (!account.takesPayments()) {
      return new Refused<>(
          "held: the Xero account %s takes no payments; tick \"Enable payments to this account\" there, then retry"
              .formatted(account.name()));
    }
    var invoice = Objects.requireNonNull(paid.remoteInvoice(), "its invoice comes first");
    return new Delivered<>(
        paying(Kind.INVOICE, invoice, account, paid.amount().toDecimal(), number, day));
  }

  /** The second step of a receipt or a refund, which is paid in full. */
  static Paper payment(Paper paper, Account money, String id, Document document) {
    return paying(
        paper.kind(),
        id,
        money,
        paper.total(),
        paper.number(),
        document.head().day().toString());
  }

  private static Paper paying(
      Kind paid, String id, Account money, BigDecimal amount, String number, String day) {
    boolean back = paid == Kind.CREDIT_NOTE;
    var row = new Rows.Payment(
        back ? null : new Rows.InvoiceId(id),
        back ? new Rows.CreditNoteId(id) : null,
        new Rows.Account(money.id()),
        day,
        amount,
        number);
    return new Paper(Kind.PAYMENT, number, "", row, amount, BigDecimal.ZERO, Map.of(), null);
  }

  /** Moves by account, in their order; what comes to nothing is left out. */
  private List<Move> net(List<Move> moves) {
    var net = new ArrayList<Move>();
    for (var move : moves) {
      var sum = moves.stream()
          .filter(other -> names.account(other.account()).equals(names.account(move.account())))
          .mapToLong(other -> other.amount().minor())
          .sum();
      var account = names.account(move.account());
      // Several lines of one account stay several, but where Xero wants one sum.
      boolean summed = account.isBank() || account.isReceivable();
      boolean first = net.stream().noneMatch(n -> names.account(n.account()).equals(account));
      if (!summed && !move.amount().isZero()) {
        net.add(move);
      } else if (summed && first && sum != 0) {
        net.add(new Move(
            move.role(),
            move.account(),
            move.title(),
            new Money(sum, move.amount().currency())));
      }
    }
    return net;
  }

  private Outcome<Paper> moved(List<Move> moves) {
    var special =
        moves.stream().filter(move -> isSpecial(names.account(move.account()))).toList();
    var others =
        moves.stream().filter(move -> !isSpecial(names.account(move.account()))).toList();
    if (special.isEmpty()) {
      return new Delivered<>(journal(moves));
    }
    if (special.size() > 1 || others.isEmpty()) {
      var named =
          special.stream().map(move -> names.account(move.account()).name()).toList();
      return new Refused<>(
          ("held: Xero has no single document that moves %s together. A clearing account must be a current"
                  + " asset there, with payments enabled, and no bank account; change it, then retry")
              .formatted(named));
    }
    var one = special.getFirst();
    var account = names.account(one.account());
    boolean in = !one.amount().isNegative();
    var lines = others.stream().map(move -> line(move, in)).toList();
    var total = (in ? one.amount() : one.amount().negated()).toDecimal();
    return new Delivered<>(
        account.isReceivable()
            ? owed(!in, NO_TAX, lines, total, BigDecimal.ZERO, null)
            : bank(account, in, lines, total));
  }

  private static boolean isSpecial(Account account) {
    return account.isBank() || account.isReceivable();
  }

  /** What comes in comes from the others, so it is a credit of theirs. */
  private Line line(Move move, boolean in) {
    var amount = in ? move.amount().negated() : move.amount();
    return Line.plain(
        move.title(), amount.toDecimal(), names.account(move.account()).code());
  }

  private Paper bank(Account account, boolean in, List<Line> lines, BigDecimal total) {
    var row = new Rows.BankTransaction(
        in ? "RECEIVE" : "SPEND",
        number,
        new Rows.Contact(names.contact()),
        new Rows.Account(account.id()),
        day,
        NO_TAX,
        lines,
        AUTHORISED);
    return new Paper(
        Kind.BANK_TRANSACTION, number, "", row, total, BigDecimal.ZERO, sums(lines), null);
  }

  private Paper journal(List<Move> moves) {
    var lines = moves.stream()
        .map(move -> new Rows.JournalLine(
            move.amount().toDecimal(), names.account(move.account()).code(), move.title()))
        .toList();
    var row =
        new Rows.ManualJournal(number + " " + document.head().note(), day, NO_TAX, "POSTED", lines);
    var debits = BigDecimal.ZERO;
    var sums = new TreeMap<String, BigDecimal>();
    for (var line : lines) {
      debits = debits.add(line.lineAmount().max(BigDecimal.ZERO));
      sums.merge(line.accountCode(), line.lineAmount(), BigDecimal::add);
    }
    return new Paper(Kind.MANUAL_JOURNAL, number, "", row, debits, BigDecimal.ZERO, sums, null);
  }

  private static Map<String, BigDecimal> sums(List<Line> lines) {
    var sums = new TreeMap<String, BigDecimal>();
    for (var line : lines) {
      if (line.lineAmount().signum() != 0) {
        sums.merge(line.accountCode(), line.lineAmount(), BigDecimal::add);
      }
    }
    return sums;
  }

  /** For people, and by it we know ours: the note has the document's id in it. */
  private String reference() {
    var note = document.head().note();
    var id = document.head().id().toString();
    var marked = note.contains(id) ? note : id + " " + note;
    return marked.length() <= REFERENCE_MOST ? marked : id;
  }
}

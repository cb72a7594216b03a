package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Deposit;
import com.intuit.ipp.data.Item;
import com.intuit.ipp.data.JournalEntry;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.PostingTypeEnum;
import com.intuit.ipp.data.ReferenceType;
import com.intuit.ipp.data.SalesItemLineDetail;
import com.intuit.ipp.data.SalesReceipt;
import com.intuit.ipp.data.SalesTransaction;
import com.intuit.ipp.data.Transaction;
import dev.tillbridge.connector.quickbooks.TaxCodes.Company;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.DocumentThere.Move;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What documents there move, as far as they name accounts. A line of an item usually names the account
 * that it went to; where it does not, the item's own is asked for.
 */
final class Effect {

  private static final int ITEMS_A_QUERY = 80;

  private static final ReferenceType UNNAMED = unnamed();

  private final References references;
  private final TaxCodes taxes;

  Effect(References references, TaxCodes taxes) {
    this.references = references;
    this.taxes = taxes;
  }

  /** The company's currency, for documents that name none. */
  Outcome<Currency> currency() {
    var set = taxes.company();
    if (!(set instanceof Delivered<Company>(var company))) {
      return set.map(_ -> Currency.getInstance("XXX"));
    }
    var own = company.currency();
    return own == null
        ? new Refused<>("QuickBooks does not tell the company's currency")
        : new Delivered<>(Currency.getInstance(own));
  }

  /** The accounts of the items of these documents that they do not name themselves, by the items' ids. */
  Outcome<Map<String, ReferenceType>> accounts(Collection<? extends Transaction> rows) {
    var asked = new LinkedHashSet<String>();
    rows.forEach(row -> lines(row.getLine(), line -> {
      var detail = line.getSalesItemLineDetail();
      if (detail != null && detail.getItemAccountRef() == null && detail.getItemRef() != null) {
        asked.add(detail.getItemRef().getValue());
      }
    }));
    var found = new HashMap<String, ReferenceType>();
    if (asked.remove(Forms.SHIPPING)) {
      var set = taxes.company();
      if (!(set instanceof Delivered<Company>(var company))) {
        return set.map(_ -> Map.of());
      }
      found.put(Forms.SHIPPING, Names.reference(company.shipping()));
    }
    var left = List.copyOf(asked);
    for (int from = 0; from < left.size(); from += ITEMS_A_QUERY) {
      var some = left.subList(from, Math.min(left.size(), from + ITEMS_A_QUERY));
      // Of an item that was made inactive since, the account is still the account.
      var answer = references.ask(
          "select Id, Name, IncomeAccountRef from Item where Id in %s and Active in (true, false)"
              .formatted(QueryText.list(some)),
          Item.class);
      if (!(answer instanceof Delivered<List<Item>>(var items))) {
        return answer.map(_ -> Map.of());
      }
      items.stream()
          .filter(item -> item.getIncomeAccountRef() != null)
          .forEach(item -> found.put(item.getId(), item.getIncomeAccountRef()));
    }
    return new Delivered<>(found);
  }

  /** What a document moves; neither its tax nor what customers owe. */
  static List<Move> of(
      DocumentKind kind, Transaction row, Currency currency, Map<String, ReferenceType> items) {
    var sum = new Sum(currency, new ArrayList<>());
    switch (row) {
      case SalesTransaction form -> {
        boolean back = kind == DocumentKind.REFUND || kind == DocumentKind.CREDIT;
        if (kind == DocumentKind.REFUND || row instanceof SalesReceipt) {
          sum.add(form.getDepositToAccountRef(), form.getTotalAmt(), !back);
        }
        lines(form.getLine(), line -> form(line, back, items, sum));
      }
      case Payment payment ->
        sum.add(payment.getDepositToAccountRef(), payment.getTotalAmt(), true);
      case JournalEntry journal ->
        lines(journal.getLine(), line -> {
          var detail = line.getJournalEntryLineDetail();
          if (detail != null) {
            boolean debit = detail.getPostingType() == PostingTypeEnum.DEBIT;
            sum.add(detail.getAccountRef(), line.getAmount(), debit);
          }
        });
      case Deposit deposit -> {
        sum.add(deposit.getDepositToAccountRef(), deposit.getTotalAmt(), true);
        lines(deposit.getLine(), line -> {
          var detail = line.getDepositLineDetail();
          sum.add(detail == null ? null : detail.getAccountRef(), line.getAmount(), false);
        });
        var back = deposit.getCashBack();
        if (back != null) {
          sum.add(back.getAccountRef(), back.getAmount(), true);
        }
      }
      default -> throw new IllegalArgumentException(row.getClass() + " is not looked at");
    }
    return sum.moves();
  }

  private static void form(Line line, boolean back, Map<String, ReferenceType> items, Sum sum) {
    var item = line.getSalesItemLineDetail();
    var discount = line.getDiscountLineDetail();
    if (item != null) {
      sum.add(account(item, items), line.getAmount(), back);
    } else if (discount != null) {
      sum.add(discount.getDiscountAccountRef(), line.getAmount(), !back);
    }
  }

  private static @Nullable ReferenceType account(
      SalesItemLineDetail line, Map<String, ReferenceType> items) {
    var own = line.getItemAccountRef();
    var item = line.getItemRef();
    return own != null || item == null ? own : items.get(item.getValue());
  }

  /** Those of bundles too. */
  private static void lines(@Nullable List<Line> lines, Consumer<Line> each) {
    for (var line : Objects.requireNonNullElse(lines, List.<Line>of())) {
      var group = line.getGroupLineDetail();
      if (group != null) {
        lines(group.getLine(), each);
      } else {
        each.accept(line);
      }
    }
  }

  /** What has parts of a cent is no document of ours, and must not keep the others from being looked at. */
  static Money money(BigDecimal amount, Currency currency) {
    var whole = amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP);
    return Money.parse(whole.toPlainString(), currency);
  }

  private static ReferenceType unnamed() {
    var none = Names.reference("");
    none.setName("an account that it does not name");
    return none;
  }

  private record Sum(Currency currency, List<Move> moves) {

    void add(@Nullable ReferenceType account, @Nullable BigDecimal amount, boolean debit) {
      if (amount == null || amount.signum() == 0) {
        return;
      }
      var at = account == null || account.getValue() == null ? UNNAMED : account;
      var name = at.getName() == null ? "account " + at.getValue() : at.getName();
      long minor = money(amount, currency).minor();
      moves.add(new Move(at.getValue(), name, debit ? minor : -minor));
    }
  }
}

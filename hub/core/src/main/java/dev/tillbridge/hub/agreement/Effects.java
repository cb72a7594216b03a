package dev.tillbridge.hub.agreement;

import dev.tillbridge.hub.agreement.Seen.State;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.money.Money;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a document as it is there moves on accounts of ours, tax and what customers owe with it. Pure. */
final class Effects {

  private final Document document;
  private final Map<String, BookAccount> ours;

  /**
   * Of one document.
   *
   * @param ours our accounts by their ids there
   */
  Effects(Document document, Map<String, BookAccount> ours) {
    this.document = document;
    this.ours = ours;
  }

  /**
   * By account, debits above zero; they add up to nothing.
   *
   * @throws NotPossible when our ledger cannot have it
   */
  Map<BookAccount, Long> of(Seen seen) {
    var effect = new TreeMap<BookAccount, Long>();
    if (seen.state() != State.PRESENT) {
      return effect;
    }
    if (!seen.totalThere().currency().equals(document.head().currency())) {
      throw new NotPossible("it is in another currency there; put it back there");
    }
    for (var move : seen.moves()) {
      var account = ours.get(move.account());
      if (account == null) {
        throw new NotPossible(
            "there is no account here that is called %s there; add one under Books, Mapping, or put it back there"
                .formatted(move.name()));
      }
      effect.merge(account, move.minor(), Math::addExact);
    }
    switch (document) {
      case Document.Receipt(var ignored, var form, var money) -> taxed(effect, form, seen, -1);
      case Document.Refund(var ignored, var form, var money) -> taxed(effect, form, seen, 1);
      case Document.Invoice(var ignored, var form, var owed) -> {
        taxed(effect, form, seen, -1);
        effect.merge(owed, seen.totalThere().minor(), Math::addExact);
      }
      case Document.Credit(var ignored, var form, var owed) -> {
        taxed(effect, form, seen, 1);
        effect.merge(owed, -seen.totalThere().minor(), Math::addExact);
      }
      case Document.Payment payment ->
        effect.merge(payment.receivable(), -seen.totalThere().minor(), Math::addExact);
      case Document.Journal ignored -> {
        // All of it is in its moves.
      }
      case Document.Deposit ignored -> {
        // All of it is in its moves.
      }
    }
    effect.values().removeIf(amount -> amount == 0);
    if (effect.values().stream().mapToLong(Long::longValue).sum() != 0) {
      throw new NotPossible("what it moves there does not add up; put it back there");
    }
    return effect;
  }

  private static void taxed(Map<BookAccount, Long> effect, Form form, Seen seen, int sign) {
    var tax = seen.taxThere();
    if (tax.equals(form.tax())) {
      form.taxes().forEach(line -> add(effect, line.account(), line.amount(), sign));
      return;
    }
    var account = only(form.taxes());
    if (account == null) {
      throw new NotPossible(
          "another tax cannot be taken over, because it is not on one account here; put it back there");
    }
    add(effect, account, tax, sign);
  }

  private static @Nullable BookAccount only(List<FormLine> taxes) {
    var accounts = taxes.stream().map(FormLine::account).distinct().toList();
    return accounts.size() == 1 ? accounts.getFirst() : null;
  }

  private static void add(
      Map<BookAccount, Long> effect, BookAccount account, Money amount, int sign) {
    effect.merge(account, sign * amount.minor(), Math::addExact);
  }
}

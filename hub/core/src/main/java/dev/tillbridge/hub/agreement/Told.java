package dev.tillbridge.hub.agreement;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.FormLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a document moves on accounts that the books tell of: not the tax, which they tell as a sum, and
 * not what customers owe, for which they have an account of their own. Pure.
 */
final class Told {

  private Told() {}

  /** By account, debits above zero; nothing that comes to zero. */
  static Map<BookAccount, Long> moves(Document document) {
    var moves = new TreeMap<>(document.effect());
    switch (document) {
      case Document.Receipt(var ignored, var form, var money) -> untaxed(moves, form.taxes(), 1);
      case Document.Refund(var ignored, var form, var money) -> untaxed(moves, form.taxes(), -1);
      case Document.Invoice(var ignored, var form, var owed) -> {
        untaxed(moves, form.taxes(), 1);
        moves.merge(owed, -form.total().minor(), Math::addExact);
      }
      case Document.Credit(var ignored, var form, var owed) -> {
        untaxed(moves, form.taxes(), -1);
        moves.merge(owed, form.total().minor(), Math::addExact);
      }
      case Document.Payment payment ->
        moves.merge(payment.receivable(), payment.amount().minor(), Math::addExact);
      case Document.Journal ignored -> {
        // It names all of its accounts.
      }
      case Document.Deposit ignored -> {
        // So does it.
      }
    }
    moves.values().removeIf(amount -> amount == 0);
    return moves;
  }

  private static void untaxed(Map<BookAccount, Long> moves, List<FormLine> taxes, int sign) {
    for (var tax : taxes) {
      moves.merge(tax.account(), sign * tax.amount().minor(), Math::addExact);
    }
  }

  /** For people: "Sales receipt". */
  static String kind(Document document) {
    return switch (document) {
      case Document.Receipt ignored -> "Sales receipt";
      case Document.Refund ignored -> "Refund receipt";
      case Document.Invoice ignored -> "Invoice";
      case Document.Credit ignored -> "Credit memo";
      case Document.Payment ignored -> "Payment";
      case Document.Journal ignored -> "Journal entry";
      case Document.Deposit ignored -> "Deposit";
    };
  }
}

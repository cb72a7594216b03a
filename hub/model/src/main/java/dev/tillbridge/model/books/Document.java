package dev.tillbridge.model.books;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document for other books. What it does to accounts is known before it is sent, so that it can be
 * compared with the entries that it tells of.
 */
public sealed interface Document {

  /** What every document has. */
  Head head();

  /** What it moves, by account: debits above zero, credits below, nothing that comes to zero. */
  Map<BookAccount, Long> effect();

  /** What the document is over, as the books will answer it; zero or more. */
  Money total();

  /** The tax in it. */
  Money tax();

  /**
   * What every document has.
   *
   * @param id its own; its number is made of it
   * @param day the day it counts for
   * @param note for people, with the id in it, so that it is recognised
   * @param others numbers under which others may have booked the same; none when that is not asked
   * @param channel through which door; null for what has none
   * @param customer who owes or is owed; null when nobody in particular
   */
  record Head(
      UUID id,
      LocalDate day,
      Currency currency,
      String note,
      Set<String> others,
      @Nullable Channel channel,
      @Nullable String customer) {
    public Head {
      others = Set.copyOf(others);
    }
  }

  /** Something was sold, and the money is there. */
  record Receipt(Head head, Form form, BookAccount money) implements Document {
    @Override
    public Map<BookAccount, Long> effect() {
      return Effects.of(form.sold(), money, form.total().minor());
    }

    @Override
    public Money total() {
      return form.total();
    }

    @Override
    public Money tax() {
      return form.tax();
    }
  }

  /** Something was taken back, and the money is gone. */
  record Refund(Head head, Form form, BookAccount money) implements Document {
    @Override
    public Map<BookAccount, Long> effect() {
      return Effects.turned(Effects.of(form.sold(), money, form.total().minor()));
    }

    @Override
    public Money total() {
      return form.total();
    }

    @Override
    public Money tax() {
      return form.tax();
    }
  }

  /** Something was sold, and the customer owes for it. */
  record Invoice(Head head, Form form, BookAccount receivable) implements Document {
    @Override
    public Map<BookAccount, Long> effect() {
      return Effects.of(form.sold(), receivable, form.total().minor());
    }

    @Override
    public Money total() {
      return form.total();
    }

    @Override
    public Money tax() {
      return form.tax();
    }
  }

  /** Something was taken back, and the customer owes less. */
  record Credit(Head head, Form form, BookAccount receivable) implements Document {
    @Override
    public Map<BookAccount, Long> effect() {
      return Effects.turned(Effects.of(form.sold(), receivable, form.total().minor()));
    }

    @Override
    public Money total() {
      return form.total();
    }

    @Override
    public Money tax() {
      return form.tax();
    }
  }

  /**
   * The customer paid what he owed.
   *
   * @param invoice the document that he paid
   * @param remoteInvoice its id at the books; null while it is not there
   */
  record Payment(
      Head head,
      Money amount,
      UUID invoice,
      @Nullable String remoteInvoice,
      BookAccount money,
      BookAccount receivable)
      implements Document {
    @Override
    public Map<BookAccount, Long> effect() {
      var effect = new TreeMap<BookAccount, Long>();
      effect.put(receivable, -amount.minor());
      return Effects.of(effect, money, amount.minor());
    }

    @Override
    public Money total() {
      return amount;
    }

    @Override
    public Money tax() {
      return Money.zero(head.currency());
    }
  }

  /**
   * A line of a journal, or of a deposit.
   *
   * @param title for people
   * @param amount a debit above zero, a credit below
   */
  record Move(Role role, BookAccount account, String title, Money amount) {}

  /** Whatever has no kind of its own. Its moves add up to nothing. */
  record Journal(Head head, List<Move> moves) implements Document {
    public Journal {
      moves = List.copyOf(moves);
      if (moves.stream().mapToLong(m -> m.amount().minor()).sum() != 0) {
        throw new IllegalArgumentException("journal " + head.id() + " does not balance");
      }
    }

    @Override
    public Map<BookAccount, Long> effect() {
      return Effects.of(moves);
    }

    @Override
    public Money total() {
      return moves.stream()
          .map(Move::amount)
          .filter(amount -> !amount.isNegative())
          .reduce(Money.zero(head.currency()), Money::plus);
    }

    @Override
    public Money tax() {
      return Money.zero(head.currency());
    }
  }

  /** Money arrived at the bank; its moves are where it came from, fees being debits. */
  record Deposit(Head head, BookAccount bank, List<Move> moves) implements Document {
    public Deposit {
      moves = List.copyOf(moves);
    }

    @Override
    public Map<BookAccount, Long> effect() {
      return Effects.of(Effects.of(moves), bank, total().minor());
    }

    @Override
    public Money total() {
      return moves.stream()
          .map(Move::amount)
          .reduce(Money.zero(head.currency()), Money::plus)
          .negated();
    }

    @Override
    public Money tax() {
      return Money.zero(head.currency());
    }
  }
}

package dev.tillbridge.hub.closing;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What payouts put on an account of the ledger that is a bank's, in one currency, as a bank would tell it.
 *
 * @param account its code
 * @param balance what is on it when the last day ends, whatever put it there
 * @param at when it was read
 */
public record BankStatement(
    String account,
    String name,
    LocalDate from,
    LocalDate through,
    Money balance,
    Instant at,
    List<Move> moves) {

  public BankStatement {
    moves = List.copyOf(moves);
  }

  /** Its currency. */
  public Currency currency() {
    return balance.currency();
  }

  /** What the movements come to: what the ledger has of payouts in these days. */
  public Money total() {
    return moves.stream().map(Move::amount).reduce(Money.zero(currency()), Money::plus);
  }

  /** Whether the bank told of it. */
  public enum State {
    /** A line of the bank is it. */
    MATCHED,
    /** It should appear at the bank. */
    EXPECTED
  }

  /**
   * A movement.
   *
   * @param id tells it from all others of the account
   * @param day the bank's, or that of the ledger while the bank has not told of it
   * @param entered the day it counts for in the ledger
   * @param amount above zero when it came to the merchant
   * @param name of who sent it
   * @param memo what it is, and what the bank says of it
   * @param bankLine the bank's own id, or null
   */
  public record Move(
      String id,
      LocalDate day,
      LocalDate entered,
      Money amount,
      String name,
      String memo,
      State state,
      @Nullable String bankLine) {}
}

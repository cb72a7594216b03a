package dev.tillbridge.model.money;

/**
 * Rounds what is due to what can be paid in coins. Half a step goes up, as tills do it: 0.02 to 0.00
 * and 0.03 to 0.05 with a smallest coin of 0.05.
 */
public final class CashRounding {

  private CashRounding() {}

  /**
   * The nearest amount that can be paid in cash.
   *
   * @param due not below zero
   * @param step the value of the smallest coin in minor units, above zero
   */
  public static Money nearest(Money due, int step) {
    if (due.isNegative() || step < 1) {
      throw new IllegalArgumentException("cannot round " + due + " to steps of " + step);
    }
    long below = due.minor() - due.minor() % step;
    long off = due.minor() - below;
    return new Money(2 * off < step ? below : Math.addExact(below, step), due.currency());
  }
}

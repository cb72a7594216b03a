package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How it is entered that a customer gets money back, or is owed it. However a sale is given back, in
 * parts or at once, no part takes more than is left, and the last takes all of it: the sale comes to
 * zero to the cent. A pure function of what was entered before.
 */
public final class RefundRecipe {

  private RefundRecipe() {}

  /**
   * What a refund is for, as it was told.
   *
   * @param goods what goods had cost after discounts, without tax, by their category; may be empty
   * @param shipping without tax
   * @param tax on all of it, as far as it was told
   * @param amount the money that went back; zero when goods were only taken off
   */
  public record Told(Map<String, Long> goods, long shipping, long tax, long amount) {
    public Told {
      goods = Map.copyOf(goods);
    }
  }

  /**
   * Money went back the way it had come, or goods were taken off and are owed for.
   *
   * @param before all that was entered about the sale so far
   */
  public static List<DraftLine> refunded(Position before, Told told) {
    if (told.amount() > 0 && told.amount() == before.paid()) {
      return before.reversed();
    }
    var entry = new Position(before.currency());
    long explained = explain(before, told, entry);
    tenders(before, told.amount(), entry);
    rest(before, told, told.amount() - explained, entry);
    return entry.lines();
  }

  /** Units were cancelled for which the customer is to be given money back. */
  public static List<DraftLine> owed(Position before, Told told) {
    var entry = new Position(before.currency());
    long explained = explain(before, told, entry);
    rest(before, told, told.amount() - explained, entry);
    return entry.add(Role.OWED, "", "", -told.amount()).lines();
  }

  /** Nothing is left of the sale: what the customer has not got back yet is owed to him. */
  public static List<DraftLine> allOwed(Position before) {
    var entry = new Position(before.currency());
    long owed = 0;
    for (var line : before.lines()) {
      if (!line.role().isTender() && line.role() != Role.OWED) {
        entry.add(List.of(line.negated()));
        owed = Math.addExact(owed, line.amount().minor());
      }
    }
    return entry.add(Role.OWED, "", "", owed).lines();
  }

  /** Takes goods, tax and shipping back, none below zero. */
  private static long explain(Position before, Told told, Position entry) {
    long left = Math.max(0, -before.sum(Role.SALES) - before.sum(Role.DISCOUNT));
    long goods = told.goods().values().stream().reduce(0L, Math::addExact);
    var parts = new TreeMap<>(told.goods());
    if (goods > left) {
      share(left, parts, before);
    }
    parts.forEach((category, part) -> entry.add(Role.SALES, category, "", part));
    long shipping = Math.min(told.shipping(), Math.max(0, -before.sum(Role.SHIPPING)));
    entry.add(Role.SHIPPING, "", "", shipping);
    long tax = tax(before, told.tax(), entry);
    return Math.addExact(Math.addExact(Math.min(goods, left), shipping), tax);
  }

  private static void share(long left, Map<String, Long> parts, Position before) {
    var shares = new Money(left, before.currency()).splitBy(List.copyOf(parts.values()));
    int i = 0;
    for (var part : parts.entrySet()) {
      part.setValue(shares.get(i++).minor());
    }
  }

  /** Takes tax back, of each name in proportion to what is left of it. */
  private static long tax(Position before, long wanted, Position entry) {
    var names = new ArrayList<Position.Part>();
    var left = new ArrayList<Long>();
    before.of(Role.TAX).forEach((part, sum) -> {
      if (sum < 0) {
        names.add(part);
        left.add(-sum);
      }
    });
    long all = left.stream().reduce(0L, Math::addExact);
    long tax = Math.min(wanted, all);
    if (tax <= 0) {
      return 0;
    }
    var shares = new Money(tax, before.currency()).splitBy(left);
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      entry.add(Role.TAX, name.category(), name.key(), shares.get(i).minor());
    }
    return tax;
  }

  /** The shop's gateways first; what they had not taken was paid with gift cards. */
  private static void tenders(Position before, long amount, Position entry) {
    long open = amount;
    for (var role : List.of(Role.SHOP, Role.PAYPAL, Role.CARD, Role.CASH, Role.GIFT_CARD)) {
      for (var part : before.of(role).entrySet()) {
        long back = Math.min(open, Math.max(0, part.getValue()));
        entry.add(role, part.getKey().category(), part.getKey().key(), -back);
        open -= back;
      }
    }
    // More than was paid: the shop's gateways are where it is missing.
    entry.add(Role.SHOP, "", before.key(Role.SHOP), -open);
  }

  /**
   * What the refund does not say. Money that was owed before is paid with it; shops tell of shipping
   * without its tax; the rest was let off the price.
   */
  private static void rest(Position before, Told told, long unexplained, Position entry) {
    if (unexplained <= 0) {
      entry.add(Role.OWED, "", "", unexplained);
      return;
    }
    long open = unexplained;
    long owed = Math.min(open, Math.max(0, -before.sum(Role.OWED)));
    entry.add(Role.OWED, "", "", owed);
    open -= owed;
    if (told.shipping() > 0 && open < told.shipping()) {
      var after = new Position(before.currency()).add(before.lines()).add(entry.lines());
      open -= tax(after, open, entry);
    }
    entry.add(Role.DISCOUNT, "", "", open);
  }
}

package dev.tillbridge.connector.xero;

import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Head;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents to book. */
final class Docs {

  static final Currency USD = Currency.getInstance("USD");
  static final BookAccount CASH = account(Role.CASH, "Cash", AccountKind.ASSET);
  static final BookAccount PAYPAL = account(Role.PAYPAL, "PayPal", AccountKind.ASSET);
  static final BookAccount BANK = account(Role.BANK, "Bank", AccountKind.ASSET);
  static final BookAccount OWED = account(Role.RECEIVABLE, "Receivable", AccountKind.ASSET);
  static final BookAccount SALES = account(Role.SALES, "Sales", AccountKind.INCOME);
  static final BookAccount DISCOUNT = account(Role.DISCOUNT, "Discounts", AccountKind.INCOME);
  static final BookAccount SHIPPING = account(Role.SHIPPING, "Shipping", AccountKind.INCOME);
  static final BookAccount TAX = account(Role.TAX, "Tax", AccountKind.LIABILITY);
  static final BookAccount TIPS = account(Role.TIP, "Tips", AccountKind.LIABILITY);
  static final BookAccount CARDS = account(Role.GIFT_CARD, "Gift cards", AccountKind.LIABILITY);
  static final BookAccount FEES = account(Role.GATEWAY_FEE, "Payment fees", AccountKind.EXPENSE);

  /** What our accounts are called at the simulated Xero. */
  private static final Map<String, String> THERE = Map.ofEntries(
      Map.entry("1010", "Cash on hand - till"),
      Map.entry("1100", "PayPal clearing"),
      Map.entry("1150", "Bank"),
      Map.entry("1200", "Accounts Receivable"),
      Map.entry("4000", "Sales"),
      Map.entry("4100", "Discounts given"),
      Map.entry("4200", "Shipping Income"),
      Map.entry("2200", "Sales Tax"),
      Map.entry("2300", "Tips owed to staff"),
      Map.entry("2400", "Gift cards owed"),
      Map.entry("6100", "Payment fees"),
      Map.entry("SPLIT", "Tender split"));

  private Docs() {}

  static BookAccount account(Role role, String name, AccountKind kind) {
    return new BookAccount(role.account(), "", name, kind, null);
  }

  static Posting posting(Document document) {
    // The same document has the same key, as the hub's delivery has.
    return new Posting(
        UUID.nameUUIDFromBytes(document.head().id().toString().getBytes(StandardCharsets.UTF_8)),
        document);
  }

  static Head head() {
    return head(UUID.randomUUID(), null);
  }

  static Head head(UUID id, @Nullable String customer) {
    return new Head(
        id,
        LocalDate.parse("2026-11-22"),
        USD,
        "Tillbridge sale " + id + ", receipt R1-000101",
        Set.of("R1-000101"),
        Channel.COUNTER,
        customer);
  }

  static Money money(long cents) {
    return new Money(cents, USD);
  }

  static FormLine goods(String sku, int quantity, long amount, long inside) {
    return new FormLine(
        Role.SALES,
        SALES,
        new Sku(sku),
        sku + " title",
        quantity,
        money((amount + inside) / quantity),
        money(amount),
        money(inside),
        "standard",
        0);
  }

  static FormLine of(Role role, BookAccount account, long amount) {
    return FormLine.of(
        role, account, role.name(), money(amount), role == Role.SHIPPING ? "standard" : "");
  }

  static FormLine tax(long amount, int ratePpm) {
    return new FormLine(
        Role.TAX, TAX, null, "Sales tax", 1, null, money(amount), money(0), "standard", ratePpm);
  }

  static Form form(FormLine... lines) {
    return new Form(USD, List.of(lines));
  }

  /** Two mugs at 9.99 with 8.25 % on top: 21.63. */
  static Form mugs() {
    return form(goods("MUG", 2, 1_998, 0), tax(165, 82_500));
  }

  /** A bit of everything, with taxes on top. */
  static Form everything() {
    return form(
        goods("MUG", 3, 1_000, 0),
        goods("CUP", 1, 777, 0),
        of(Role.SHIPPING, SHIPPING, 500),
        of(Role.TIP, TIPS, 300),
        of(Role.GIFT_CARD, CARDS, 2_500),
        of(Role.DISCOUNT, DISCOUNT, 250),
        tax(167, 82_500));
  }

  static Move move(Role role, BookAccount account, long cents) {
    return new Move(role, account, role.name(), money(cents));
  }

  /** What documents move, by Xero's names: computed by the hub's model, not by the connector. */
  static Map<String, Long> effect(Document... documents) {
    var sum = new TreeMap<String, Long>();
    Arrays.stream(documents)
        .forEach(document -> document
            .effect()
            .forEach((account, cents) ->
                sum.merge(THERE.getOrDefault(account.code(), account.name()), cents, Long::sum)));
    sum.values().removeIf(cents -> cents == 0);
    return sum;
  }
}

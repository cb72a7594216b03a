package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.books.SaleRecipe;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.books.SaleForm;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sale as its customer knows it, on the accounts of its entry. Pure. */
final class SoldForms {

  private SoldForms() {}

  static Optional<Moneyed> of(Cluster cluster, Sale sale, Facts facts, Accounts accounts) {
    var form = SaleForm.of(sale, new SaleForm.Chart() {
      @Override
      public BookAccount of(Role role, @Nullable Sku sku, String key) {
        return place(cluster, role, sku == null ? null : facts.category(sku), key, accounts);
      }

      @Override
      public String category(Sku sku) {
        return facts.taxCategory(sku);
      }
    });
    // QuickBooks, for one, has one place for what was taken off, and one for taxes.
    if (distinct(form.discounts().stream().map(l -> l.account()).toList()) > 1
        || distinct(form.taxes().stream().map(l -> l.account()).toList()) > 1) {
      return Optional.empty();
    }
    return Optional.of(new Moneyed(form, parts(cluster, sale, accounts), false));
  }

  /** Where the entry has it. */
  private static BookAccount place(
      Cluster cluster, Role role, @Nullable String category, String key, Accounts accounts) {
    var ofRole = cluster.net().stream()
        .filter(n -> n.role() == role)
        .filter(n -> key.isEmpty() || n.key().equals(key))
        .toList();
    return ofRole.stream()
        .filter(n -> category == null || n.category().equals(category))
        .findFirst()
        .or(() -> ofRole.stream().findFirst())
        .map(Cluster.Net::account)
        .orElseGet(() -> accounts.at(role.account(), ""));
  }

  private static List<Move> parts(Cluster cluster, Sale sale, Accounts accounts) {
    var sums = new TreeMap<BookAccount, Long>();
    var roles = new TreeMap<BookAccount, Role>();
    for (var tender : sale.tenders()) {
      var role = SaleRecipe.role(tender.kind());
      var reference = sale.reference();
      var key = role == Role.SHOP && reference != null ? reference.account() : "";
      var account = place(cluster, role, null, key, accounts);
      if (!tender.amount().isZero()) {
        sums.merge(account, tender.amount().minor(), Math::addExact);
        roles.put(account, role);
      }
    }
    var parts = new ArrayList<Move>();
    sums.forEach((account, amount) -> parts.add(new Move(
        roles.getOrDefault(account, Role.CASH),
        account,
        account.name(),
        new Money(amount, sale.currency()))));
    if (parts.isEmpty()) {
      // Free: it counts as what it was rung up as.
      var role = SaleRecipe.role(sale.tenders().getFirst().kind());
      parts.add(new Move(
          role,
          place(cluster, role, null, "", accounts),
          "Nothing to pay",
          Money.zero(sale.currency())));
    }
    return parts;
  }

  private static long distinct(List<BookAccount> accounts) {
    return accounts.stream().distinct().count();
  }
}

package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleTax;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What went back to a customer, or what he was charged afterwards, from the entry alone. Pure. */
final class EntryForms {

  private static final Set<Role> CHARGED = EnumSet.of(
      Role.SALES,
      Role.DISCOUNT,
      Role.SHIPPING,
      Role.TAX,
      Role.TIP,
      Role.DUTY,
      Role.FEE_CHARGED,
      Role.ROUNDING);

  private EntryForms() {}

  /** Empty when it is neither: then it is a journal. */
  static Optional<Moneyed> of(Cluster cluster, Currency currency, @Nullable Sale sale) {
    long charged = cluster.net().stream()
        .filter(n -> CHARGED.contains(n.role()))
        .mapToLong(n -> n.amount().minor())
        .sum();
    if (charged == 0) {
      return Optional.empty();
    }
    boolean back = charged > 0;
    var category = taxed(cluster);
    var lines = new ArrayList<FormLine>();
    var parts = new ArrayList<Move>();
    for (var net : cluster.net()) {
      // Seen as a sale: what is charged for is a credit.
      var seen = back ? net.amount().negated() : net.amount();
      if (CHARGED.contains(net.role())) {
        lines.add(line(net, seen, category, sale));
      } else {
        parts.add(new Move(net.role(), net.account(), net.account().name(), seen));
      }
    }
    var form = new Form(currency, lines);
    boolean told = !form.tax().isNegative()
        && form.taxes().stream().noneMatch(tax -> tax.amount().isNegative())
        && single(form.taxes())
        && single(form.discounts())
        && !form.items().isEmpty()
        && form.total().minor() > 0
        && !parts.isEmpty();
    return told ? Optional.of(new Moneyed(form, parts, back)) : Optional.empty();
  }

  private static boolean single(List<FormLine> lines) {
    return lines.stream().map(FormLine::account).distinct().count() <= 1;
  }

  private static FormLine line(Cluster.Net net, Money seen, String category, @Nullable Sale sale) {
    var account = net.account();
    return switch (net.role()) {
      case TAX ->
        new FormLine(
            Role.TAX,
            account,
            null,
            net.key(),
            1,
            null,
            seen.negated(),
            Money.zero(seen.currency()),
            net.category(),
            rate(net, sale));
      // A discount that is taken back the wrong way round is a price that was let off later.
      case DISCOUNT ->
        seen.isNegative()
            ? FormLine.of(Role.SALES, account, "Price reduction", seen.negated(), category)
            : FormLine.of(Role.DISCOUNT, account, "Discount", seen, category);
      case SALES ->
        FormLine.of(
            Role.SALES,
            account,
            net.category().isEmpty() ? "Goods" : net.category(),
            seen.negated(),
            category);
      case SHIPPING -> FormLine.of(Role.SHIPPING, account, "Shipping", seen.negated(), category);
      default -> FormLine.of(net.role(), account, account.name(), seen.negated(), "");
    };
  }

  /** The category of the goods that bore tax, when it was one. */
  private static String taxed(Cluster cluster) {
    var categories = cluster.net().stream()
        .filter(n -> n.role() == Role.TAX)
        .map(Cluster.Net::category)
        .distinct()
        .toList();
    return categories.size() == 1 ? categories.getFirst() : "";
  }

  private static int rate(Cluster.Net net, @Nullable Sale sale) {
    return sale == null
        ? 0
        : sale.taxes().stream()
            .filter(tax -> tax.name().equals(net.key()))
            .map(SaleTax::ratePpm)
            .findFirst()
            .orElse(0);
  }
}

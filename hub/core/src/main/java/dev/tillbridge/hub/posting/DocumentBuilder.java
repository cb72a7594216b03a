package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Head;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Effects;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.books.SaleForm;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.Tender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which documents tell of entries. A pure function: what a customer bought or brought back is a
 * document that he could be shown, whatever has no kind of its own is a journal, and either way the
 * documents move the very amounts of the entries, account by account.
 */
final class DocumentBuilder {

  private static final Set<String> FORMS = Set.of(
      Cause.SALE.name(),
      Cause.REFUND.name(),
      Cause.SHOP_REFUND.name(),
      Cause.ORDER_EDIT.name(),
      Cause.ORDER_CANCELLED.name(),
      Cause.CANCELLED.name());

  private static final Set<Role> MONEY = EnumSet.of(Role.CASH, Role.PAYPAL, Role.CARD, Role.SHOP);

  private final Facts facts;
  private final Accounts accounts;

  DocumentBuilder(Facts facts, Accounts accounts) {
    this.facts = facts;
    this.accounts = accounts;
  }

  /** The documents, in their order; none when the entries come to nothing. */
  List<Planned> of(Cluster cluster) {
    if (cluster.net().isEmpty()) {
      return List.of();
    }
    var currency = cluster.onlyCurrency();
    if (currency != null && cluster.whole()) {
      var own = ownKind(cluster, currency);
      if (own.isPresent() && Effects.of(own.get()).equals(cluster.effect(currency))) {
        var planned = new ArrayList<Planned>();
        own.get().forEach(document -> planned.add(new Planned(planned.size() + 1, document)));
        return planned;
      }
    }
    return journals(cluster);
  }

  private Optional<List<Document>> ownKind(Cluster cluster, Currency currency) {
    if (cluster.cause().equals("PAYOUT")) {
      return deposit(cluster, currency);
    }
    if (!FORMS.contains(cluster.cause())) {
      return Optional.empty();
    }
    var sale = about(cluster.causeId()).flatMap(facts::sale);
    var money = cluster.cause().equals(Cause.SALE.name()) && sale.isPresent()
        ? SoldForms.of(cluster, sale.get(), facts, accounts)
        : EntryForms.of(cluster, currency, sale.orElse(null));
    return money.map(form -> documents(cluster, form, sale.orElse(null)));
  }

  private List<Document> documents(Cluster cluster, Moneyed moneyed, @Nullable Sale sale) {
    var documents = new ArrayList<Document>();
    var form = moneyed.form();
    var parts = moneyed.parts();
    var head = head(cluster, sale, 1, form.currency(), moneyed.back() ? "refund" : "sale");
    var owed = parts.stream().filter(p -> p.role() == Role.RECEIVABLE).toList();
    var paid = parts.stream().filter(p -> p.role() != Role.RECEIVABLE).toList();
    boolean onAccount = owed.size() == 1
        && owed.getFirst().amount().minor() > 0
        && (!moneyed.back() || paid.isEmpty());
    if (onAccount) {
      var receivable = owed.getFirst().account();
      documents.add(
          moneyed.back()
              ? new Document.Credit(head, form, receivable)
              : new Document.Invoice(head, form, receivable));
      payments(cluster, sale, receivable, paid, documents);
      return documents;
    }
    boolean simple = parts.size() == 1 && isMoney(parts.getFirst());
    var money = simple ? parts.getFirst().account() : BookAccount.SPLIT;
    documents.add(
        moneyed.back()
            ? new Document.Refund(head, form, money)
            : new Document.Receipt(head, form, money));
    if (!simple && parts.stream().anyMatch(part -> !part.amount().isZero())) {
      documents.add(split(cluster, sale, parts, moneyed.back(), documents.size() + 1));
    }
    return documents;
  }

  /** What was paid at once of a sale on account. */
  private void payments(
      Cluster cluster,
      @Nullable Sale sale,
      BookAccount receivable,
      List<Move> paid,
      List<Document> documents) {
    var invoice = documents.getFirst().head().id();
    for (var part : paid) {
      boolean plain = isMoney(part);
      var head = head(cluster, sale, documents.size() + 1, part.amount().currency(), "payment");
      documents.add(new Document.Payment(
          head,
          part.amount(),
          invoice,
          null,
          plain ? part.account() : BookAccount.SPLIT,
          receivable));
      if (!plain) {
        documents.add(split(cluster, sale, List.of(part), false, documents.size() + 1));
      }
    }
  }

  /** Moves what a receipt could only put in one place to where it is. */
  private Document split(
      Cluster cluster, @Nullable Sale sale, List<Move> parts, boolean back, int part) {
    var currency = parts.getFirst().amount().currency();
    long sum = 0;
    var moves = new ArrayList<Move>();
    for (var one : parts) {
      var amount = back ? one.amount().negated() : one.amount();
      moves.add(new Move(one.role(), one.account(), one.title(), amount));
      sum = Math.addExact(sum, amount.minor());
    }
    moves.add(new Move(Role.CASH, BookAccount.SPLIT, "Paid in parts", new Money(-sum, currency)));
    return new Document.Journal(head(cluster, sale, part, currency, "parts"), moves);
  }

  private static boolean isMoney(Move part) {
    return MONEY.contains(part.role()) && !part.amount().isNegative();
  }

  private Optional<List<Document>> deposit(Cluster cluster, Currency currency) {
    var bank = cluster.net().stream().filter(n -> n.role() == Role.BANK).toList();
    if (bank.size() != 1 || bank.getFirst().amount().minor() <= 0) {
      return Optional.empty();
    }
    var moves = cluster.net().stream()
        .filter(n -> n.role() != Role.BANK)
        .map(n -> new Move(n.role(), n.account(), title(cluster, n), n.amount()))
        .toList();
    return Optional.of(List.of(new Document.Deposit(
        head(cluster, null, 1, currency, "payout"), bank.getFirst().account(), moves)));
  }

  /** What has no kind of its own, as it was entered: a journal for each currency. */
  List<Planned> journals(Cluster cluster) {
    var planned = new ArrayList<Planned>();
    var currencies =
        cluster.net().stream().map(n -> n.amount().currency()).distinct().toList();
    for (var currency : currencies) {
      var moves = cluster.net().stream()
          .filter(n -> n.amount().currency().equals(currency))
          .map(n -> new Move(n.role(), n.account(), title(cluster, n), n.amount()))
          .toList();
      int part = planned.size() + 1;
      var sale = about(cluster.causeId()).flatMap(facts::sale).orElse(null);
      planned.add(new Planned(
          part, new Document.Journal(head(cluster, sale, part, currency, "entry"), moves)));
    }
    return planned;
  }

  private static String title(Cluster cluster, Cluster.Net net) {
    var what = net.key().isEmpty() ? net.category() : net.key();
    return cluster.last().words() + (what.isEmpty() ? "" : ", " + what);
  }

  private Head head(
      Cluster cluster, @Nullable Sale sale, int part, Currency currency, String what) {
    var id = id(cluster, part);
    var first = sale != null && id.equals(sale.id()) ? sale : null;
    return new Head(
        id,
        cluster.day(),
        currency,
        first != null
            ? Notes.of(first)
            : "Tillbridge %s %s: %s (%s %s)"
                .formatted(what, id, cluster.last().words(), cluster.cause(), cluster.causeId()),
        first != null ? Set.copyOf(SaleForm.numbers(first)) : Set.of(),
        channel(cluster.last().channel()),
        sale == null ? null : debtor(sale));
  }

  /** Of a sale's first document the sale's own id; else made of what it is about. */
  static UUID id(Cluster cluster, int part) {
    boolean first = cluster.cause().equals(Cause.SALE.name())
        && part == 1
        && cluster.whole()
        && about(cluster.causeId()).isPresent();
    return first
        ? UUID.fromString(cluster.causeId())
        : UUID.nameUUIDFromBytes("%s|%s|%d|%d"
            .formatted(cluster.cause(), cluster.causeId(), cluster.series(), part)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** The sale that a cause is about. */
  static Optional<UUID> about(String causeId) {
    try {
      return causeId.length() >= 36
          ? Optional.of(UUID.fromString(causeId.substring(0, 36)))
          : Optional.empty();
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static @Nullable String debtor(Sale sale) {
    var named = sale.tenders().stream()
        .filter(t -> t.kind() == Tender.Kind.ON_ACCOUNT)
        .map(Tender::reference)
        .filter(name -> name != null && !name.isBlank())
        .findFirst();
    return named.orElse(null);
  }

  private static @Nullable Channel channel(@Nullable String name) {
    return name == null ? null : Channel.valueOf(name);
  }
}

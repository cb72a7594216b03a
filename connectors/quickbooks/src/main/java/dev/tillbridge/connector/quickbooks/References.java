package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Account;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.IntuitEntity;
import com.intuit.ipp.data.Item;
import com.intuit.ipp.data.ItemTypeEnum;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What QuickBooks calls things: found by their names, remembered for a quarter of an hour or until
 * QuickBooks calls one of them wrong, and created where the merchant permits it.
 */
final class References {

  private static final int ITEMS_A_QUERY = 30;

  /** A query travels in the address, which must not grow beyond what servers take. */
  private static final int CHARACTERS_A_QUERY = 1_500;

  private static final int ITEMS_KEPT = 20_000;
  private static final int NAME_MOST = 100;
  private static final Duration KEPT_FOR = Duration.ofMinutes(15);

  private final QuickBooksApi api;
  private final QuickBooksSettings settings;
  private final ExpiringCache<Found> items;
  private final ExpiringCache<String> accounts;
  private final ExpiringCache<String> customers;
  private final ExpiringCache<Found> charges;

  /**
   * An item.
   *
   * @param account id of the account that its sales go to; null when it does not say
   * @param accountName its name
   */
  record Found(
      String id, @Nullable String account, @Nullable String accountName) {}

  References(QuickBooksApi api, QuickBooksSettings settings, InstantSource clock) {
    this.api = api;
    this.settings = settings;
    this.items = new ExpiringCache<>(ITEMS_KEPT, KEPT_FOR, clock);
    this.accounts = new ExpiringCache<>(500, KEPT_FOR, clock);
    this.customers = new ExpiringCache<>(1_000, KEPT_FOR, clock);
    this.charges = new ExpiringCache<>(100, KEPT_FOR, clock);
  }

  /**
   * The items of these goods; refused when one has none, or more than one, or belongs to another
   * account than the ledger's.
   *
   * @param goods lines by SKU
   * @param own whether one of another account is replaced by an item of our own
   */
  Outcome<Map<String, String>> items(Map<String, FormLine> goods, boolean own) {
    var ids = new HashMap<String, Found>();
    var unknown = new ArrayList<String>();
    for (var sku : goods.keySet()) {
      var known = items.get(sku);
      if (known == null) {
        unknown.add(sku);
      } else {
        ids.put(sku, known);
      }
    }
    for (var batch : batches(unknown)) {
      var query = "select Id, Name, Sku, IncomeAccountRef from Item where Sku in %s maxresults 1000"
          .formatted(QueryText.list(batch));
      var answer = ask(query, Item.class);
      if (!(answer instanceof Delivered<List<Item>>(var found))) {
        return answer.map(_ -> Map.of());
      }
      for (var item : found) {
        // QuickBooks compares without case; two SKUs that differ in it only are two for us.
        if (batch.contains(item.getSku()) && ids.put(item.getSku(), found(item)) != null) {
          return new Refused<>("QuickBooks has more than one item for SKU %s; keep one, then retry"
              .formatted(item.getSku()));
        }
      }
    }
    unknown.removeAll(ids.keySet());
    if (!unknown.isEmpty() && !settings.creates().items()) {
      return new Refused<>(missing(unknown));
    }
    for (var sku : unknown) {
      var made = create(goods.get(sku), sku);
      if (!(made instanceof Delivered<Found>(var item))) {
        return made.map(_ -> Map.of());
      }
      ids.put(sku, item);
    }
    ids.forEach(items::put);
    return checked(goods, ids, own);
  }

  private Outcome<Map<String, String>> checked(
      Map<String, FormLine> goods, Map<String, Found> found, boolean own) {
    var ids = new HashMap<String, String>();
    for (var one : found.entrySet()) {
      var line = Objects.requireNonNull(goods.get(one.getKey()));
      var item = checked("item for SKU " + one.getKey(), one.getValue(), line, own);
      if (!(item instanceof Delivered<String>(var id))) {
        // Somebody may mend it there: the next try must see it.
        items.remove(one.getKey());
        return item.map(_ -> Map.of());
      }
      ids.put(one.getKey(), id);
    }
    return new Delivered<>(ids);
  }

  /**
   * The item's id. An item sends its sales to an account of its own, which must be the one of the ledger;
   * else an item of our own takes its place, if that is permitted.
   */
  private Outcome<String> checked(String what, Found item, FormLine line, boolean own) {
    if (item.account() == null) {
      return new Delivered<>(item.id());
    }
    var account = line.account();
    var wanted = account(account);
    if (!(wanted instanceof Delivered<String>(var id)) || id.equals(item.account())) {
      return wanted.map(_ -> item.id());
    }
    return own
        ? item(settings.charges().own(line.role(), account), line, false)
        : new Refused<>(
            "%sthe QuickBooks %s belongs to account %s, but here its sales are on %s, which is %s there"
                .formatted(
                    Bookkeeping.OTHER_ACCOUNT,
                    what,
                    item.accountName(),
                    account,
                    settings.accounts().of(account)));
  }

  /**
   * The item under which a line without a SKU is booked.
   *
   * @param own whether one of another account is replaced by an item of our own
   */
  Outcome<String> item(FormLine line, boolean own) {
    return item(settings.charges().of(line.role(), line.account()), line, own);
  }

  private Outcome<String> item(String name, FormLine line, boolean own) {
    var known = charges.get(name);
    if (known == null) {
      var answer = ask(
          "select Id, Name, IncomeAccountRef from Item where Name = " + QueryText.literal(name),
          Item.class);
      if (!(answer instanceof Delivered<List<Item>>(var found))) {
        return answer.map(_ -> "");
      }
      var there = found.stream().filter(i -> name.equals(i.getName())).findFirst();
      if (there.isPresent()) {
        known = found(there.get());
      } else if (settings.creates().items()) {
        var made = create(name, null, ItemTypeEnum.SERVICE, line.account());
        if (!(made instanceof Delivered<Found>(var item))) {
          return made.map(_ -> "");
        }
        known = item;
      } else {
        return new Refused<>(missing("item", name));
      }
    }
    var item = checked("item " + name, known, line, own);
    if (item instanceof Delivered<String>) {
      charges.put(name, known);
    } else {
      charges.remove(name);
    }
    return item;
  }

  /** What an account of ours is called there. */
  String nameOf(BookAccount account) {
    return settings.accounts().of(account);
  }

  /** The id of an account. */
  Outcome<String> account(BookAccount account) {
    var name = settings.accounts().of(account);
    return named(
        accounts,
        name,
        "account",
        "select Id, Name from Account where Name = " + QueryText.literal(name),
        Account.class,
        Account::getName,
        settings.creates().accounts() ? () -> NewThings.account(name, account) : null);
  }

  /** The id of a customer by its display name. */
  Outcome<String> customer(String name) {
    return named(
        customers,
        name,
        "customer",
        "select Id, DisplayName from Customer where DisplayName = " + QueryText.literal(name),
        Customer.class,
        Customer::getDisplayName,
        settings.creates().customers() ? () -> NewThings.customer(name) : null);
  }

  /** Something remembered was wrong: ask anew from now on. */
  void forget() {
    items.clear();
    accounts.clear();
    customers.clear();
    charges.clear();
  }

  private Outcome<Found> create(@Nullable FormLine line, String sku) {
    var goods = Objects.requireNonNull(line);
    var title = goods.title().replace(':', ' ').replaceAll("[\\t\\n\\r]", " ").strip();
    var name = title + " (" + sku.replace(':', ' ') + ")";
    return create(
        name.length() <= NAME_MOST ? name : sku.replace(':', ' '),
        sku,
        ItemTypeEnum.NON_INVENTORY,
        goods.account());
  }

  private Outcome<Found> create(
      String name, @Nullable String sku, ItemTypeEnum type, BookAccount account) {
    var income = account(account);
    if (!(income instanceof Delivered<String>(var id))) {
      return income.map(_ -> new Found("", null, null));
    }
    return create("item", name, NewThings.item(name, sku, type, id))
        .map(made -> new Found(made, id, settings.accounts().of(account)));
  }

  /** Makes something that only has a name; refused, in words, when they take none of it. */
  Outcome<String> create(String what, String name, IntuitEntity entity) {
    // The same thing under the same key, so that two hubs or a lost answer make one.
    var key = UUID.nameUUIDFromBytes((what + "|" + name).getBytes(StandardCharsets.UTF_8));
    return switch (api.create(what, Documents.json(entity), key)) {
      case Answered(var response) -> {
        var made = Documents.created(response, IntuitEntity.class);
        yield made == null || made.getId() == null
            ? new NotSent<>("QuickBooks does not tell which %s it made".formatted(what), null)
            : new Delivered<>(made.getId());
      }
      case Faulted(var code, var words) ->
        new Refused<>(
            "QuickBooks has no %s named %s and takes none: %s (QuickBooks %s); add it, then retry"
                .formatted(what, name, words, code));
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      // It is looked for by its name at the next try.
      case Lost(var why) -> new NotSent<>(why, null);
    };
  }

  private static Found found(Item item) {
    var account = item.getIncomeAccountRef();
    return account == null
        ? new Found(item.getId(), null, null)
        : new Found(item.getId(), account.getValue(), account.getName());
  }

  /** Asks a question. Without an answer nothing was booked, so it may be asked again. */
  <T extends IntuitEntity> Outcome<List<T>> ask(String query, Class<T> kind) {
    return switch (api.query(query)) {
      case Answered(var response) -> {
        var found = Documents.found(response, kind);
        yield found == null
            ? new NotSent<>("QuickBooks gave no answer to a query", null)
            : new Delivered<>(found);
      }
      case Faulted(var code, var words) ->
        new Refused<>("QuickBooks refused a query: %s (%s)".formatted(words, code));
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new NotSent<>(why, null);
    };
  }

  private <T extends IntuitEntity> Outcome<String> named(
      ExpiringCache<String> cache,
      String name,
      String what,
      String query,
      Class<T> kind,
      Function<T, String> nameOf,
      @Nullable Supplier<IntuitEntity> fresh) {
    var known = cache.get(name);
    if (known != null) {
      return new Delivered<>(known);
    }
    var answer = ask(query, kind);
    if (!(answer instanceof Delivered<List<T>>(var found))) {
      return answer.map(_ -> "");
    }
    var id = found.stream()
        .filter(e -> name.equals(nameOf.apply(e)))
        .map(IntuitEntity::getId)
        .findFirst();
    Outcome<String> outcome = id.<Outcome<String>>map(Delivered::new)
        .orElseGet(() ->
            fresh == null ? new Refused<>(missing(what, name)) : create(what, name, fresh.get()));
    if (outcome instanceof Delivered<String>(var there)) {
      cache.put(name, there);
    }
    return outcome;
  }

  static String missing(String what, String name) {
    return "no QuickBooks %s named %s; add the %s, then retry".formatted(what, name, what);
  }

  private static String missing(Collection<String> skus) {
    return skus.size() == 1
        ? "no QuickBooks item for SKU %s; add the item, then retry"
            .formatted(skus.iterator().next())
        : "no QuickBooks items for SKUs %s; add the items, then retry"
            .formatted(String.join(", ", skus));
  }

  private static List<List<String>> batches(List<String> skus) {
    var batches = new ArrayList<List<String>>();
    var batch = new ArrayList<String>();
    int characters = 0;
    for (var sku : skus) {
      if (!batch.isEmpty()
          && (batch.size() == ITEMS_A_QUERY || characters + sku.length() > CHARACTERS_A_QUERY)) {
        batches.add(List.copyOf(batch));
        batch.clear();
        characters = 0;
      }
      batch.add(sku);
      characters += sku.length();
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}

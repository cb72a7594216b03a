package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Account;
import com.intuit.ipp.data.Customer;
import com.intuit.ipp.data.IntuitEntity;
import com.intuit.ipp.data.Item;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * The ids that QuickBooks gave to what a sale names. Found ones are remembered for a quarter of an
 * hour, or until QuickBooks calls one of them wrong.
 */
final class References {

  private static final int ITEMS_A_QUERY = 30;

  /** A query travels in the address, which must not grow beyond what servers take. */
  private static final int CHARACTERS_A_QUERY = 1_500;

  private static final int ITEMS_KEPT = 20_000;
  private static final Duration KEPT_FOR = Duration.ofMinutes(15);

  private final QuickBooksApi api;
  private final ExpiringCache items;
  private final ExpiringCache accounts;
  private final ExpiringCache customers;
  private final ExpiringCache charges;

  References(QuickBooksApi api, InstantSource clock) {
    this.api = api;
    this.items = new ExpiringCache(ITEMS_KEPT, KEPT_FOR, clock);
    this.accounts = new ExpiringCache(100, KEPT_FOR, clock);
    this.customers = new ExpiringCache(100, KEPT_FOR, clock);
    this.charges = new ExpiringCache(100, KEPT_FOR, clock);
  }

  /** The items of these SKUs; refused when one has none, or more than one. */
  Outcome<Map<String, String>> items(SequencedSet<String> skus) {
    var ids = new HashMap<String, String>();
    var unknown = new ArrayList<String>();
    for (var sku : skus) {
      var id = items.get(sku);
      if (id == null) {
        unknown.add(sku);
      } else {
        ids.put(sku, id);
      }
    }
    for (var batch : batches(unknown)) {
      var query = "select Id, Name, Sku from Item where Sku in %s maxresults 1000"
          .formatted(QueryText.list(batch));
      var answer = ask(query, Item.class);
      if (!(answer instanceof Delivered<List<Item>>(var found))) {
        return answer.map(_ -> Map.of());
      }
      for (var item : found) {
        // QuickBooks compares without case; two SKUs that differ in it only are two for us.
        if (batch.contains(item.getSku()) && ids.put(item.getSku(), item.getId()) != null) {
          return new Refused<>("QuickBooks has more than one item for SKU %s; keep one, then retry"
              .formatted(item.getSku()));
        }
      }
    }
    unknown.forEach(sku -> ids.computeIfPresent(sku, this::remembered));
    unknown.removeAll(ids.keySet());
    return unknown.isEmpty() ? new Delivered<>(Map.copyOf(ids)) : new Refused<>(missing(unknown));
  }

  /** The id of an item by its name, for what has no SKU. */
  Outcome<String> item(String name) {
    return named(
        charges,
        name,
        "item",
        "select Id, Name from Item where Name = " + QueryText.literal(name),
        Item.class,
        Item::getName);
  }

  /** The id of an account by its name. */
  Outcome<String> account(String name) {
    return named(
        accounts,
        name,
        "account",
        "select Id, Name from Account where Name = " + QueryText.literal(name),
        Account.class,
        Account::getName);
  }

  /** The id of a customer by its display name. */
  Outcome<String> customer(String name) {
    return named(
        customers,
        name,
        "customer",
        "select Id, DisplayName from Customer where DisplayName = " + QueryText.literal(name),
        Customer.class,
        Customer::getDisplayName);
  }

  /** Something remembered was wrong: ask anew from now on. */
  void forget() {
    items.clear();
    accounts.clear();
    customers.clear();
    charges.clear();
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
      case Unsent(var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new NotSent<>(why, null);
    };
  }

  private <T extends IntuitEntity> Outcome<String> named(
      ExpiringCache cache,
      String name,
      String what,
      String query,
      Class<T> kind,
      Function<T, String> nameOf) {
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
    id.ifPresent(i -> cache.put(name, i));
    return id.<Outcome<String>>map(Delivered::new)
        .orElseGet(() -> new Refused<>(
            "no QuickBooks %s named %s; add the %s, then retry".formatted(what, name, what)));
  }

  private String remembered(String sku, String id) {
    items.put(sku, id);
    return id;
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

package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are told together: those of one cause that were not told yet.
 *
 * @param entries in the order in which they were made; at least one
 * @param net what they come to, without what comes to zero
 * @param whole whether this is all there is of the cause, so that it may have a kind of its own
 */
record Cluster(
    String cause, String causeId, List<EntryView> entries, List<Net> net, boolean whole) {

  /** The sum of lines of one kind on one account. */
  record Net(Role role, String category, String key, BookAccount account, Money amount) {}

  private record Key(Role role, String category, String key, BookAccount account, Currency currency)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER = Comparator.comparing(Key::role)
        .thenComparing(Key::category)
        .thenComparing(Key::key)
        .thenComparing(Key::account)
        .thenComparing(k -> k.currency().getCurrencyCode());

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  Cluster {
    entries = List.copyOf(entries);
    net = List.copyOf(net);
  }

  static Cluster of(
      String cause,
      String causeId,
      List<EntryView> entries,
      boolean whole,
      Function<EntryView.Line, BookAccount> accounts) {
    var sums = new TreeMap<Key, Long>();
    for (var entry : entries) {
      for (var line : entry.lines()) {
        var key = new Key(
            line.role(),
            line.category(),
            line.key(),
            accounts.apply(line),
            line.amount().currency());
        sums.merge(key, line.amount().minor(), Math::addExact);
      }
    }
    var net = sums.entrySet().stream()
        .filter(sum -> sum.getValue() != 0)
        .map(sum -> new Net(
            sum.getKey().role(),
            sum.getKey().category(),
            sum.getKey().key(),
            sum.getKey().account(),
            new Money(sum.getValue(), sum.getKey().currency())))
        .toList();
    return new Cluster(cause, causeId, entries, net, whole);
  }

  /** The entry that tells where and when. */
  EntryView last() {
    return entries.getLast();
  }

  int series() {
    return entries.stream().mapToInt(EntryView::version).max().orElse(1);
  }

  LocalDate day() {
    return last().day();
  }

  @Nullable
  Currency onlyCurrency() {
    var all = net.stream().map(n -> n.amount().currency()).distinct().toList();
    return all.size() == 1 ? all.getFirst() : null;
  }

  /** What the documents have to come to. */
  Map<BookAccount, Long> effect(Currency currency) {
    var effect = new TreeMap<BookAccount, Long>();
    for (var one : net) {
      if (one.amount().currency().equals(currency)) {
        effect.merge(one.account(), one.amount().minor(), Math::addExact);
      }
    }
    effect.values().removeIf(amount -> amount == 0);
    return effect;
  }
}

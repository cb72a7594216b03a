package dev.tillbridge.torture.check;

import dev.tillbridge.torture.check.Books.Entry;
import dev.tillbridge.torture.history.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;

/** The ledger by what caused its lines. */
final class Effects {

  private record Key(String cause, String causeId) {}

  private final Map<Key, Map<Place, Counts>> byCause = new HashMap<>();

  Effects(List<Entry> ledger) {
    for (var entry : ledger) {
      byCause
          .computeIfAbsent(new Key(entry.cause(), entry.causeId()), _ -> new HashMap<>())
          .merge(entry.place(), entry.change(), Counts::plus);
    }
  }

  /** What it changed, by place; empty when it changed nothing. */
  Map<Place, Counts> of(String cause, UUID id) {
    return byCause.getOrDefault(new Key(cause, id.toString()), Map.of());
  }

  /** The ids of everything of that cause. */
  List<String> ids(String cause) {
    return byCause.keySet().stream()
        .filter(key -> key.cause().equals(cause))
        .map(Key::causeId)
        .toList();
  }

  /** For so many units at each place a change of that kind. */
  static Map<Place, Counts> expected(Map<Place, Integer> units, IntFunction<Counts> change) {
    var expected = new HashMap<Place, Counts>();
    units.forEach((place, quantity) -> expected.put(place, change.apply(quantity)));
    return expected;
  }
}

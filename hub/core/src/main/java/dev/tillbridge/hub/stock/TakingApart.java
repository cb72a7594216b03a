package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Between the words of the caller, who asks for bundles, and the shelf, which holds their parts. An
 * answer speaks of what the caller asked for, by the definitions that are on record with the hold.
 */
final class TakingApart {

  private final BundleBook book;
  private final KnownBundles known;

  TakingApart(BundleBook book, KnownBundles known) {
    this.book = book;
    this.known = known;
  }

  HoldRequest of(HoldRequest asked) {
    return asked.takenApart(known.now());
  }

  SpreadRequest.Wishes of(SpreadRequest asked) {
    return asked.takenApart(known.now());
  }

  /**
   * The answer in the caller's words.
   *
   * @param asked the wishes as he made them, one a location
   */
  Answer inWordsOf(List<HoldRequest> asked, Answer answer) {
    if (asked.stream().flatMap(wish -> wish.lines().stream()).noneMatch(this::everWasBundle)) {
      return answer;
    }
    return switch (answer) {
      case Answer.Granted(var hold) -> new Answer.Granted(inWords(hold));
      case Answer.Ended(var hold) -> new Answer.Ended(inWords(hold));
      case Answer.Refused(var id, var missing) -> new Answer.Refused(id, missing(asked, missing));
    };
  }

  private boolean everWasBundle(StockLine line) {
    return known.everWas(line.sku());
  }

  /** The hold with the lines that its owner asked for. */
  Hold inWords(Hold hold) {
    if (!known.anyEver()) {
      return hold;
    }
    var ids = new ArrayList<UUID>();
    ids.add(hold.id());
    hold.parts().forEach(part -> ids.add(part.id()));
    var noted = book.noted(ids);
    if (noted.isEmpty()) {
      return hold;
    }
    return new Hold(
        hold.id(),
        hold.location(),
        hold.channel(),
        hold.state(),
        asked(hold.lines(), noted.get(hold.id())),
        hold.createdAt(),
        hold.expiresAt(),
        hold.parts().stream()
            .map(part -> new Hold.Part(
                part.id(), part.location(), asked(part.lines(), noted.get(part.id()))))
            .toList());
  }

  private static List<StockLine> asked(
      List<StockLine> shelf, @org.jspecify.annotations.Nullable List<Pieces> bundles) {
    return bundles == null ? shelf : TakenApart.back(shelf, bundles).asked();
  }

  private List<Shortage> missing(List<HoldRequest> asked, List<Shortage> missing) {
    var noted = book.noted(asked.stream().map(HoldRequest::id).toList());
    var words = new ArrayList<Shortage>();
    for (var wish : asked) {
      // Of a wish at one location only, shortages name none.
      var here = missing.stream()
          .filter(s -> s.location() == null || wish.location().equals(s.location()))
          .toList();
      var bundles = noted.get(wish.id());
      words.addAll(bundles == null ? here : missing(wish, here, bundles));
    }
    return words;
  }

  /**
   * Which lines cannot be had, when what is there is given to one line after the other; so the caller
   * who asks again for what was available gets it, also where a bundle and a loose unit compete.
   */
  private static List<Shortage> missing(
      HoldRequest wish, List<Shortage> parts, List<Pieces> bundles) {
    var made = new HashMap<Sku, Contents>();
    bundles.forEach(bundle -> made.put(bundle.sku(), bundle.contents()));
    var left = new HashMap<Sku, Integer>();
    parts.forEach(part -> left.put(part.sku(), part.available()));
    var words = new ArrayList<Shortage>();
    for (var line : wish.lines()) {
      var contents =
          Objects.requireNonNullElseGet(made.get(line.sku()), () -> Contents.itself(line.sku()));
      var lacking = parts.stream()
          .filter(part -> contents.parts().containsKey(part.sku()))
          .toList();
      int possible = line.quantity();
      for (var part : lacking) {
        int each = Objects.requireNonNull(contents.parts().get(part.sku()));
        possible = Math.min(possible, Math.max(0, left.getOrDefault(part.sku(), 0)) / each);
      }
      for (var taken : contents.times(possible).entrySet()) {
        left.computeIfPresent(taken.getKey(), (_, before) -> before - taken.getValue());
      }
      if (possible < line.quantity()) {
        words.add(new Shortage(
            line.sku(),
            line.quantity(),
            possible,
            lacking.isEmpty() ? null : lacking.getFirst().location(),
            contents.isBundle() ? lacking : List.of()));
      }
    }
    return words;
  }
}

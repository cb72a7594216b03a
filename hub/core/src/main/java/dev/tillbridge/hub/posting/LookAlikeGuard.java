package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksInBulk;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Holds a sale back that the books seem to have already, from another app or by hand: two connectors
 * on one company are the usual way to book everything twice. A person decides; once he has closed the
 * case, the sale is another one and a retry books it.
 */
public final class LookAlikeGuard {

  /** The kind of the case that tells of it; its subject is the sale's id, which is the document's. */
  public static final String KIND = "books-look-alike";

  private final Cases cases;

  public LookAlikeGuard(Cases cases) {
    this.cases = cases;
  }

  /** Why the sale is not to be booked now; empty when nothing is in its way. */
  public Optional<Outcome<String>> hold(Bookkeeping books, Posting posting) {
    var sale = posting.document().head().id().toString();
    // Only of sales others make documents with a number that we could know.
    if (posting.document().head().others().isEmpty() || isDecided(sale)) {
      return Optional.empty();
    }
    return switch (books.lookAlikes(posting)) {
      case Delivered<List<LookAlike>>(var alike) -> {
        if (alike.isEmpty()) {
          cases.close(KIND, sale, "the other document is gone");
          yield Optional.empty();
        }
        yield Optional.of(held(posting, alike));
      }
      case NotSent<List<LookAlike>>(var why, var wait) -> Optional.of(new NotSent<>(why, wait));
      // It was only a question: nothing was booked, whatever became of it.
      case InDoubt<List<LookAlike>>(var why) -> Optional.of(new NotSent<>(why, null));
      case Refused<List<LookAlike>> no -> Optional.of(no.map(_ -> ""));
    };
  }

  /** The same for many: why those of them are not to be booked now that are in the answer, by their ids. */
  Map<UUID, Outcome<String>> hold(BooksInBulk books, List<Posting> postings) {
    var asked = postings.stream()
        .filter(posting -> !posting.document().head().others().isEmpty())
        .filter(posting -> !isDecided(posting.document().head().id().toString()))
        .toList();
    var held = new HashMap<UUID, Outcome<String>>();
    if (asked.isEmpty()) {
      return held;
    }
    var answer = books.lookAlikes(asked);
    for (var posting : asked) {
      var id = posting.document().head().id();
      switch (answer) {
        case Delivered<Map<UUID, List<LookAlike>>>(var alike) -> {
          var others = alike.getOrDefault(id, List.of());
          if (others.isEmpty()) {
            cases.close(KIND, id.toString(), "the other document is gone");
          } else {
            held.put(id, held(posting, others));
          }
        }
        case NotSent<Map<UUID, List<LookAlike>>>(var why, var wait) ->
          held.put(id, new NotSent<>(why, wait));
        // It was only a question: nothing was booked, whatever became of it.
        case InDoubt<Map<UUID, List<LookAlike>>>(var why) -> held.put(id, new NotSent<>(why, null));
        case Refused<Map<UUID, List<LookAlike>>> no -> held.put(id, no.map(_ -> ""));
      }
    }
    return held;
  }

  private Outcome<String> held(Posting posting, List<LookAlike> alike) {
    var head = posting.document().head();
    var numbers = head.others().stream().sorted().collect(Collectors.joining(", "));
    var others = alike.stream().map(LookAlike::toString).collect(Collectors.joining(", "));
    cases.open(
        KIND,
        head.id().toString(),
        "The books may have sale %s already".formatted(numbers),
        ("%s there has the same day, total and number, and is not ours. If it is this sale, leave"
                + " one of the two: delete that document there and retry the booking, or leave the"
                + " booking set aside. If it is another sale, close this case and retry the booking.")
            .formatted(others));
    return new Refused<>(
        "held: %s in the books has the same day, total and number".formatted(others));
  }

  private boolean isDecided(String sale) {
    return cases.about(sale).stream().anyMatch(c -> c.kind().equals(KIND) && !c.isOpen());
  }
}

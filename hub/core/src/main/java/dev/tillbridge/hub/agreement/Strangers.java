package dev.tillbridge.hub.agreement;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.books.DocumentThere.Present;
import dev.tillbridge.model.money.Money;
import java.util.Set;
import java.util.stream.Collectors;

/** Documents of others on accounts that only we enter anything on: one case for each. */
final class Strangers {

  private final Cases cases;

  Strangers(Cases cases) {
    this.cases = cases;
  }

  /**
   * Opens a case, or closes it when it is over.
   *
   * @param watched ids of accounts there
   */
  void note(DocumentThere there, Set<String> watched) {
    var subject = there.kind() + " " + there.remoteId();
    if (there instanceof Present present) {
      var touched =
          present.moves().stream().filter(m -> watched.contains(m.account())).toList();
      if (!touched.isEmpty()) {
        var currency = present.total().currency();
        var where = touched.stream()
            .map(m -> new Money(m.minor(), currency) + " on " + m.name())
            .collect(Collectors.joining(", "));
        cases.openOnce(
            Agreement.STRANGER,
            subject,
            "Somebody entered %s in the books".formatted(where),
            ("%s (id %s) of %s there is not ours, and only we enter anything on this account: it"
                    + " cannot come to zero now. If it is a mistake, delete it there or give it another"
                    + " account, and this closes by itself. If it is meant, close this.")
                .formatted(
                    present.number().isEmpty() ? "The document" : "Document " + present.number(),
                    present.remoteId(),
                    present.day()));
        return;
      }
    }
    cases.close(Agreement.STRANGER, subject, "it is not on that account any more");
  }
}

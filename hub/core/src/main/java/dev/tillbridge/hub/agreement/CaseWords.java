package dev.tillbridge.hub.agreement;

import dev.tillbridge.hub.agreement.Seen.State;
import dev.tillbridge.model.books.Document;
import java.util.List;
import java.util.Locale;

/** What the cases say. */
final class CaseWords {

  private CaseWords() {}

  static String title(Document document, State state) {
    var what = switch (state) {
      case PRESENT -> "was changed";
      case VOIDED -> "was voided";
      case DELETED -> "was deleted";
    };
    return "A %s of ours %s in the books"
        .formatted(Told.kind(document).toLowerCase(Locale.ROOT), what);
  }

  static String detail(Document document, List<String> differences, State state) {
    var head = document.head();
    return "%s. Told for %s: %s, of it %s of tax. There now: %s. %s"
        .formatted(
            head.note(),
            head.day(),
            document.total(),
            document.tax(),
            String.join("; ", differences),
            state == State.PRESENT
                ? "Put it back there, and this closes by itself; or take it over here, under"
                    + " Books, Changed there."
                : "Send it again, or take over here that it does not count, under Books, Changed"
                    + " there.");
  }
}

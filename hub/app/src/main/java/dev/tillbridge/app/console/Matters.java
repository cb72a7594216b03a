package dev.tillbridge.app.console;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.desk.OversoldReview;
import dev.tillbridge.hub.posting.BooksChoices;
import dev.tillbridge.hub.reports.Waiting;
import dev.tillbridge.hub.sales.ShopOrders;
import java.util.Optional;

/** What needs a person, with what he can do about it. */
final class Matters {

  private static final String REMOTE = "/console/books/remote";

  private Matters() {}

  static Row.Matter of(OpenCase open, Words words) {
    var at = "/console/cases/" + open.id();
    boolean setAside = open.kind().equals(ShopOrders.SET_ASIDE);
    boolean otherAccount = open.kind().equals(BooksChoices.OTHER_ACCOUNT);
    return new Row.Matter(
        "case-" + open.id(),
        words.time(open.openedAt()),
        open.title(),
        open.detail(),
        otherAccount ? REMOTE + "/own-items" : at + "/resolve",
        otherAccount ? "Use items of our own" : setAside ? "Give it up" : "Mark as done",
        otherAccount ? REMOTE + "/retry" : setAside ? at + "/retry" : null,
        open.kind().equals(OversoldReview.KIND) ? "/console/desk/" + open.id() : null);
  }

  /** All that the books did not take, at once, when it is more than one. */
  static Optional<Row.Matter> heldByBooks(Waiting waiting) {
    return waiting.lanes().stream()
        .filter(lane -> lane.destination().equals(Destination.BOOKS.name()) && lane.parked() > 1)
        .findFirst()
        .map(lane -> new Row.Matter(
            "books-held",
            "",
            lane.parked() + " documents wait for the books",
            "Each says below, or at its sale, what it waits for. When that is mended, all can be tried again at once.",
            REMOTE + "/retry",
            "Retry all",
            null,
            null));
  }
}

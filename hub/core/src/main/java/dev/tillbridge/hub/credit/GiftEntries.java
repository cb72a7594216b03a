package dev.tillbridge.hub.credit;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.model.books.Role;
import java.util.List;

/** Enters cards that were given away into the ledger: an expense, owed to whoever holds the card. */
public final class GiftEntries implements GiftNews {

  private final Books books;

  public GiftEntries(Books books) {
    this.books = books;
  }

  @Override
  public void given(GiftView gift) {
    books.enter(new Draft(
        new Event(
            Cause.GIFT,
            gift.id().toString(),
            gift.businessDay(),
            gift.businessDay(),
            gift.at(),
            gift.location().code(),
            null,
            null),
        "Gift card " + gift.card().endsWith() + " was given away",
        List.of(
            new DraftLine(Role.GIFT_CARD_GIVEN, "", "", gift.amount()),
            new DraftLine(Role.GIFT_CARD, "", "", gift.amount().negated()))));
  }
}

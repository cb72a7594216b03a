package dev.tillbridge.hub.posting;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as it stands.
 *
 * @param kind RECEIPT, REFUND, INVOICE, CREDIT, PAYMENT, JOURNAL or DEPOSIT
 * @param summary what it is the summary of; null of all others
 * @param day the day it counts for
 * @param series one, or more of corrections and of what came later for a day
 * @param entries of a summary, how many entries it tells; null of all others
 * @param delivery what is to be tried again when it is held; null of what was never to be sent
 * @param remoteId its id at the books; null before
 * @param why what it waits for; null when for nothing
 */
public record ToldDocument(
    UUID id,
    String kind,
    @Nullable SummaryKind summary,
    LocalDate day,
    String cause,
    String causeId,
    int series,
    Money total,
    Money tax,
    @Nullable String location,
    @Nullable String channel,
    @Nullable String source,
    String note,
    @Nullable Integer entries,
    State state,
    @Nullable UUID delivery,
    @Nullable String remoteId,
    @Nullable String why,
    Instant madeAt) {

  /** How far it has come. */
  public enum State {
    /** It is sent, or tried again, by itself. */
    WAITS,
    /** The books have it. */
    TOLD,
    /** It waits for a person. */
    HELD,
    /** It was there before the hub was, or told before: kept here, never sent. */
    KEPT
  }

  /**
   * A line of it.
   *
   * @param quantity of goods; one of all else
   * @param amount as the document has it; of journals and deposits a debit above zero
   */
  public record Line(String title, String account, String name, int quantity, Money amount) {}

  /** What it moves on an account; a debit above zero. */
  public record Move(String account, String name, Money amount) {}

  /** Everything in it but its entries. */
  public record Whole(ToldDocument document, List<Line> lines, List<Move> moves) {
    public Whole {
      lines = List.copyOf(lines);
      moves = List.copyOf(moves);
    }
  }

  /**
   * An entry that it tells.
   *
   * @param sale the sale that it is about; null when about none
   * @param amount its debits in the document's currency
   */
  public record Entry(
      long id,
      LocalDate day,
      Instant at,
      String cause,
      String words,
      @Nullable UUID sale,
      Money amount) {}
}

package dev.tillbridge.hub.agreement;

import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.books.DocumentThere.Move;
import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a document stands there.
 *
 * @param day null when it is deleted; so are total and tax
 */
record Seen(
    State state,
    @Nullable LocalDate day,
    @Nullable Money total,
    @Nullable Money tax,
    List<Move> moves) {

  enum State {
    PRESENT,
    VOIDED,
    DELETED
  }

  Seen {
    moves = List.copyOf(moves);
    if (state != State.DELETED && (day == null || total == null || tax == null)) {
      throw new IllegalArgumentException("what is there has a day and amounts");
    }
  }

  static Seen of(DocumentThere document) {
    return switch (document) {
      case DocumentThere.Gone ignored -> new Seen(State.DELETED, null, null, null, List.of());
      case DocumentThere.Present there ->
        new Seen(
            there.voided() ? State.VOIDED : State.PRESENT,
            there.day(),
            there.total(),
            there.tax(),
            there.moves());
    };
  }

  LocalDate dayThere() {
    return Objects.requireNonNull(day, "deleted");
  }

  Money totalThere() {
    return Objects.requireNonNull(total, "deleted");
  }

  Money taxThere() {
    return Objects.requireNonNull(tax, "deleted");
  }

  /** The same in substance, whatever the accounts are called now. */
  boolean isLike(Seen other) {
    return state == other.state
        && Objects.equals(day, other.day)
        && Objects.equals(total, other.total)
        && Objects.equals(tax, other.tax)
        && byId(moves).equals(byId(other.moves));
  }

  private static List<String> byId(List<Move> moves) {
    return moves.stream().map(m -> m.account() + " " + m.minor()).sorted().toList();
  }
}

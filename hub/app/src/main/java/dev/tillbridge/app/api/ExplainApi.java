package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.reports.StockExplained;
import dev.tillbridge.hub.reports.StockExplainer;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why a number of stock is what it is, or was. */
@RestController
class ExplainApi {

  private final StockExplainer explainer;

  ExplainApi(StockExplainer explainer) {
    this.explainer = explainer;
  }

  /** The counts at one moment; available is what could be promised, short what was sold beyond it. */
  record LevelJson(
      int onHand,
      int held,
      int committed,
      int leased,
      int suspense,
      int damaged,
      int inTransit,
      int available,
      int shortBy) {

    static LevelJson of(StockExplained.Level level) {
      return new LevelJson(
          level.onHand(),
          level.held(),
          level.committed(),
          level.escrowed(),
          level.suspense(),
          level.damaged(),
          level.inTransit(),
          Math.max(0, level.free()),
          Math.max(0, -level.free()));
    }
  }

  /** By how much each count changed. */
  record ChangeJson(
      int onHand, int held, int committed, int leased, int suspense, int damaged, int inTransit) {
    static ChangeJson of(Delta delta) {
      return new ChangeJson(
          delta.onHand(),
          delta.held(),
          delta.committed(),
          delta.escrowed(),
          delta.suspense(),
          delta.damaged(),
          delta.inTransit());
    }
  }

  record ClaimJson(
      StockExplained.Kind kind,
      String who,
      String id,
      int units,
      Instant since,
      @Nullable Instant until) {}

  record MoveJson(
      long seq,
      String cause,
      String causeId,
      String reference,
      ChangeJson change,
      Instant happenedAt,
      Instant recordedAt,
      LevelJson after) {}

  record ExplainedJson(
      String location,
      String sku,
      Instant at,
      LevelJson level,
      List<StockExplained.Cause> causes,
      List<ClaimJson> claims,
      List<MoveJson> moves,
      @Nullable Long earlier) {

    static ExplainedJson of(StockExplained told) {
      return new ExplainedJson(
          told.location().code(),
          told.sku().code(),
          told.at(),
          LevelJson.of(told.level()),
          told.causes(),
          told.claims().stream()
              .map(c -> new ClaimJson(c.kind(), c.who(), c.id(), c.units(), c.since(), c.until()))
              .toList(),
          told.moves().stream()
              .map(m -> new MoveJson(
                  m.seq(),
                  m.cause(),
                  m.causeId(),
                  m.reference(),
                  ChangeJson.of(m.delta()),
                  m.eventAt(),
                  m.recordedAt(),
                  LevelJson.of(m.after())))
              .toList(),
          told.earlier());
    }
  }

  /**
   * Explains a shelf.
   *
   * @param at the moment, now if not given
   * @param before continues with the moves before this one, see {@code earlier}
   */
  @GetMapping("/api/v1/stock/explain")
  ExplainedJson explain(
      @RequestParam String location,
      @RequestParam String sku,
      @RequestParam(required = false) @Nullable Instant at,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "50") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    var place = Input.location("location", location);
    caller.mustBeAt(place);
    return ExplainedJson.of(explainer.explain(
        place,
        Input.sku("sku", sku),
        at,
        before,
        Input.between("limit", limit, 1, StockExplainer.MOST_MOVES)));
  }
}

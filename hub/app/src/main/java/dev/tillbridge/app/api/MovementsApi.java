package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.closing.Gateway;
import dev.tillbridge.hub.closing.Movement;
import dev.tillbridge.hub.closing.OpenMovements;
import dev.tillbridge.hub.closing.OpenMovements.Dispute;
import dev.tillbridge.hub.closing.Settlements;
import dev.tillbridge.hub.problem.BadInput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Movements of money at gateways, and those that are not done with. */
@RestController
@RequestMapping("/api/v1/books")
class MovementsApi {

  private static final int DAYS_MOST = 92;

  private final Settlements settlements;
  private final OpenMovements open;

  MovementsApi(Settlements settlements, OpenMovements open) {
    this.settlements = settlements;
    this.open = open;
  }

  /** A movement at a gateway, and what has become of it here. */
  record MovementJson(
      String gateway,
      String account,
      String id,
      int version,
      String kind,
      boolean pending,
      MoneyJson amount,
      @Nullable MoneyJson fee,
      @Nullable MoneyJson settled,
      @Nullable String reference,
      @Nullable String about,
      @Nullable String payout,
      Instant at,
      String words,
      String state,
      @Nullable String matched,
      MoneyJson explains,
      @Nullable String note) {

    static MovementJson of(Movement one) {
      var line = one.line();
      return new MovementJson(
          one.gateway().name(),
          one.account(),
          line.id(),
          one.version(),
          line.kind().name(),
          line.pending(),
          MoneyJson.of(line.amount()),
          MoneyJson.orNull(line.fee()),
          MoneyJson.orNull(line.settled()),
          line.reference(),
          line.about(),
          line.payout(),
          line.at(),
          line.words(),
          one.state().name(),
          one.matched(),
          MoneyJson.of(one.explains()),
          one.note());
    }
  }

  record MovementsJson(List<MovementJson> movements) {}

  /** A movement that is not done with, and why. */
  record OpenJson(MovementJson movement, String why) {}

  /** Money that is held back; about is what names it to {@code /disputes/lost}. */
  record DisputeJson(
      String gateway,
      String account,
      String about,
      MoneyJson held,
      Instant since,
      @Nullable String reference) {

    static DisputeJson of(Dispute one) {
      return new DisputeJson(
          one.gateway().name(),
          one.account(),
          one.about(),
          MoneyJson.of(one.held()),
          one.since(),
          one.reference());
    }
  }

  record OpenMovementsJson(List<OpenJson> movements, List<DisputeJson> disputes) {}

  record MovementBody(
      @Nullable String gateway,
      @Nullable String account,
      @Nullable String id) {}

  record LostBody(
      @Nullable String gateway,
      @Nullable String account,
      @Nullable String about) {}

  /** Movements at gateways of some days by UTC, at most 1,000. */
  @GetMapping("/movements")
  MovementsJson movements(
      @RequestParam LocalDate from,
      @RequestParam LocalDate through,
      @RequestParam(required = false) @Nullable String gateway) {
    span(from, through);
    var of = gateway == null ? null : Gateway.named(gateway);
    return new MovementsJson(
        settlements.movements(from, through, of).stream().map(MovementJson::of).toList());
  }

  /** Movements that nothing here explains or that could not be entered, and disputes. */
  @GetMapping("/movements/open")
  OpenMovementsJson open() {
    return new OpenMovementsJson(
        open.all().stream()
            .map(one -> new OpenJson(MovementJson.of(one.movement()), one.why()))
            .toList(),
        open.disputes().stream().map(DisputeJson::of).toList());
  }

  /** Looks now whether something here explains a movement, or it can be entered. */
  @PostMapping("/movements/again")
  MovementJson again(@RequestBody MovementBody body) {
    return MovementJson.of(open.again(
        Gateway.named(Input.text("gateway", body.gateway(), 20)),
        Input.text("account", body.account(), 100),
        Input.text("id", body.id(), 200)));
  }

  /** A person says that a dispute is lost. */
  @PostMapping("/disputes/lost")
  OpenMovementsJson lost(@RequestBody LostBody body, @AuthenticationPrincipal Caller caller) {
    open.lost(
        Gateway.named(Input.text("gateway", body.gateway(), 20)),
        Input.text("account", body.account(), 100),
        Input.text("about", body.about(), 200),
        caller.name());
    return open();
  }

  static void span(LocalDate from, LocalDate through) {
    if (through.isBefore(from) || through.isAfter(from.plusDays(DAYS_MOST))) {
      throw BadInput.of("through", "must be from 0 to " + DAYS_MOST + " days later");
    }
  }
}

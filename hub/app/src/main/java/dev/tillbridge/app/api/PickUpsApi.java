package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.desk.NewPickUp;
import dev.tillbridge.hub.desk.PickUp;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Things that customers will come for. */
@RestController
@RequestMapping("/api/v1/pickups")
class PickUpsApi {

  private static final int LONGEST_TEXT = 100;
  private static final int MOST_DAYS = 30;

  private final PickUps pickUps;
  private final HoldAnswers answers;

  PickUpsApi(PickUps pickUps, HoldAnswers answers) {
    this.pickUps = pickUps;
    this.answers = answers;
  }

  /**
   * A wish to keep something: the units of an order that has them, or lines to be set aside.
   *
   * @param id made by the caller: the same id again is the same wish
   * @param reference as the customer knows it
   * @param orderId the sale's id of a web order, instead of lines
   * @param paid what was paid for it elsewhere
   * @param days how long it waits, from 1 to 30; as the location says if not given
   */
  record Wish(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable String reference,
      @Nullable String customer,
      @Nullable String contact,
      @Nullable UUID orderId,
      @Nullable List<@Nullable LineJson> lines,
      @Nullable MoneyJson paid,
      @Nullable Integer days) {

    NewPickUp read() {
      if (orderId != null && lines != null) {
        throw BadInput.of("lines", "must not be given with an order, which has its own");
      }
      return new NewPickUp(
          Input.need("id", id),
          Input.location("location", location),
          Input.text("reference", reference, LONGEST_TEXT),
          customer == null ? null : Input.text("customer", customer, LONGEST_TEXT),
          contact == null ? null : Input.text("contact", contact, LONGEST_TEXT),
          orderId,
          orderId != null ? List.of() : LineJson.read(lines, HoldRequest.MOST_LINES),
          readPaid(),
          days == null ? null : Input.between("days", days, 1, MOST_DAYS));
    }

    private @Nullable Money readPaid() {
      var amount = MoneyJson.readOrNull("paid", paid);
      if (amount != null && amount.minor() < 1) {
        throw BadInput.of("paid.minor", "must be above zero");
      }
      if (amount != null && orderId != null) {
        throw BadInput.of("paid", "must not be given with an order, which tells itself");
      }
      return amount;
    }
  }

  record Reason(@Nullable String reason) {}

  /** A pick-up. The customer's name is for those who hand it over. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PickUpJson(
      UUID id,
      UUID holdId,
      String location,
      String reference,
      @Nullable String customer,
      @Nullable String contact,
      List<LineJson> lines,
      String state,
      String payment,
      @Nullable MoneyJson amount,
      Instant collectBy,
      Instant madeAt,
      @Nullable Instant readyAt,
      @Nullable String note,
      @Nullable Instant endedAt) {
    static PickUpJson of(PickUp p) {
      return new PickUpJson(
          p.id(),
          p.holdId(),
          p.location().code(),
          p.reference(),
          p.customer(),
          p.contact(),
          LineJson.of(p.lines()),
          p.state().name(),
          p.payment().name(),
          MoneyJson.orNull(p.amount()),
          p.collectBy(),
          p.madeAt(),
          p.readyAt(),
          p.note(),
          p.endedAt());
    }
  }

  record PickUpsJson(List<PickUpJson> pickups) {}

  /** 201 with the pick-up, now or when it was first asked for; 409 when there is not enough. */
  @PostMapping
  ResponseEntity<Object> make(@RequestBody Wish body, @AuthenticationPrincipal Caller caller) {
    var wish = body.read();
    caller.mustBeAt(wish.location());
    return switch (pickUps.make(wish, caller.name())) {
      case PickUps.Made.Kept(var pickup) -> ResponseEntity.status(201).body(PickUpJson.of(pickup));
      case PickUps.Made.Refused(var shortages) -> answers.refused(shortages, wish.location());
    };
  }

  /** Those that wait, the first to run out first; or all, newest first. */
  @GetMapping
  PickUpsJson list(
      @RequestParam(defaultValue = "true") Boolean waiting,
      @AuthenticationPrincipal Caller caller) {
    return new PickUpsJson(pickUps.list(waiting).stream()
        .filter(p -> !caller.isStrangerAt(p.location()))
        .map(PickUpJson::of)
        .toList());
  }

  @GetMapping("/{id}")
  PickUpJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return PickUpJson.of(known(id, caller));
  }

  /** It stands ready, and the shop tells the customer who ordered there; again is the same. */
  @PostMapping("/{id}/ready")
  PickUpJson ready(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return PickUpJson.of(pickUps.ready(known(id, caller).id(), caller.name()));
  }

  /** The customer has it; again is the same. */
  @PostMapping("/{id}/collect")
  PickUpJson collect(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return PickUpJson.of(pickUps.collect(known(id, caller).id(), caller.name()));
  }

  /** The customer does not get it, and gets his money back; again is the same. */
  @PostMapping("/{id}/cancel")
  PickUpJson cancel(
      @PathVariable UUID id, @RequestBody Reason body, @AuthenticationPrincipal Caller caller) {
    var reason = body.reason() == null
        ? "the customer does not want it"
        : Input.text("reason", body.reason(), LONGEST_TEXT);
    return PickUpJson.of(pickUps.cancel(known(id, caller).id(), reason, caller.name()));
  }

  private PickUp known(UUID id, Caller caller) {
    var pickup = pickUps.get(id);
    if (caller.isStrangerAt(pickup.location())) {
      throw new NotFound("pick-up " + id);
    }
    return pickup;
  }
}

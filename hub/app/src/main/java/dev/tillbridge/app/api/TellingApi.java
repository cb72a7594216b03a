package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.posting.SummaryKind;
import dev.tillbridge.hub.posting.Tellings;
import dev.tillbridge.model.sale.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How the accounting software is told: each sale on its own, or one summary a day. */
@RestController
@RequestMapping("/api/v1/books/telling")
class TellingApi {

  private final Tellings tellings;

  TellingApi(Tellings tellings) {
    this.tellings = tellings;
  }

  /** From a day on; what is missing means any channel, location, or online shop. */
  record TellingBody(
      @Nullable UUID id,
      @Nullable SummaryKind kind,
      @Nullable Channel channel,
      @Nullable String location,
      @Nullable String source,
      @Nullable Boolean daily,
      @Nullable LocalDate validFrom) {}

  record TellingJson(
      UUID id,
      SummaryKind kind,
      @Nullable Channel channel,
      @Nullable String location,
      @Nullable String source,
      boolean daily,
      LocalDate validFrom,
      String chosenBy,
      Instant chosenAt) {
    static TellingJson of(Tellings.Choice one) {
      var scope = one.scope();
      return new TellingJson(
          one.id(),
          scope.kind(),
          scope.channel(),
          scope.location(),
          scope.source(),
          one.daily(),
          one.validFrom(),
          one.by(),
          one.at());
    }
  }

  /** All that was chosen, the newest first; earliest is the first day that can be chosen for. */
  record TellingsJson(LocalDate earliest, List<TellingJson> choices) {}

  /** What was chosen. Without a choice sales are told one by one, movements of stock by the day. */
  @GetMapping
  TellingsJson all() {
    return new TellingsJson(
        tellings.earliest(), tellings.all().stream().map(TellingJson::of).toList());
  }

  /** Chooses, from a day on that has not begun; the same id again is the same choice. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TellingJson choose(@RequestBody TellingBody body, @AuthenticationPrincipal Caller caller) {
    var from = Input.need("validFrom", body.validFrom());
    BookDays.read("validFrom", from);
    var location = body.location();
    var source = body.source();
    return TellingJson.of(tellings.choose(
        Input.need("id", body.id()),
        new Tellings.Scope(
            Input.need("kind", body.kind()),
            body.channel(),
            location == null ? null : Input.text("location", location, 100),
            source == null ? null : Input.text("source", source, 100)),
        Input.need("daily", body.daily()),
        from,
        caller.name()));
  }
}

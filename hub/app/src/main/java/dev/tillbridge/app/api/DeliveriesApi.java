package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.problem.NotFound;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What waits for a person: set-aside work and open cases. */
@RestController
@RequestMapping("/api/v1")
class DeliveriesApi {

  private final Deliveries deliveries;
  private final Inbox inbox;
  private final Cases cases;

  DeliveriesApi(Deliveries deliveries, Inbox inbox, Cases cases) {
    this.deliveries = deliveries;
    this.inbox = inbox;
    this.cases = cases;
  }

  record CasesJson(List<OpenCase> cases) {}

  @PostMapping("/deliveries/{id}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void retryDelivery(@PathVariable UUID id) {
    if (!deliveries.retry(id)) {
      throw new NotFound("a set-aside delivery " + id);
    }
  }

  @PostMapping("/inbox/{id}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void retryEvent(@PathVariable Long id) {
    if (!inbox.retry(id)) {
      throw new NotFound("a set-aside event " + id);
    }
  }

  @GetMapping("/cases")
  CasesJson open() {
    return new CasesJson(cases.open());
  }

  @PostMapping("/cases/{id}/resolve")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resolve(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    if (!cases.resolve(id, caller.name())) {
      throw new NotFound("an open case " + id);
    }
  }
}

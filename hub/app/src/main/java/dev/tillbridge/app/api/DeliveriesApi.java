package dev.tillbridge.app.api;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Inbox;
import dev.tillbridge.hub.problem.NotFound;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Work that was set aside and waits for a person. */
@RestController
@RequestMapping("/api/v1")
class DeliveriesApi {

  private final Deliveries deliveries;
  private final Inbox inbox;

  DeliveriesApi(Deliveries deliveries, Inbox inbox) {
    this.deliveries = deliveries;
    this.inbox = inbox;
  }

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
}

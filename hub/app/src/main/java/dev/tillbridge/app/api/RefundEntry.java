package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.hub.device.Device;
import dev.tillbridge.hub.device.Entry;
import dev.tillbridge.hub.device.EntryHandler;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.returns.CounterRefunds;
import dev.tillbridge.hub.returns.NewRefund;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Money that went back at a till, in its journal: the same body as {@code POST /api/v1/refunds}, without
 * anybody's PIN. Of somebody who may not give money back it is set aside until a manager takes it in.
 */
@Component("REFUND")
class RefundEntry implements EntryHandler {

  private final JsonMapper json;
  private final CounterRefunds refunds;
  private final People people;

  RefundEntry(JsonMapper json, CounterRefunds refunds, People people) {
    this.json = json;
    this.refunds = refunds;
    this.people = people;
  }

  @Override
  public String take(Device device, Entry entry) {
    var refund = read(device, entry);
    var known = refunds.find(refund.id());
    if (known.isPresent()) {
      return given(refund, entry.person(), known.get().approvedBy());
    }
    if (people
        .roleOf(entry.person())
        .filter(role -> Authorities.mayRefund(role.name()))
        .isEmpty()) {
      throw new NotPossible("%s may not give money back. It was given: look at it, and take it in."
          .formatted(entry.person()));
    }
    return given(refund, entry.person(), entry.person());
  }

  @Override
  public String takeFor(String by, Device device, Entry entry) {
    return given(read(device, entry), entry.person(), by);
  }

  private String given(NewRefund refund, String person, String approvedBy) {
    return "refund " + refunds.give(refund, person, approvedBy).receiptNumber();
  }

  private NewRefund read(Device device, Entry entry) {
    NewRefund refund;
    try {
      refund = json.readValue(entry.body(), RefundBody.class).read();
    } catch (JacksonException e) {
      throw BadInput.of("body", "is no refund: " + e.getOriginalMessage());
    }
    if (!device.register().equals(refund.register())) {
      throw new NotPossible("it is of register %s, and the till is %s"
          .formatted(refund.register(), device.register()));
    }
    return refund;
  }
}

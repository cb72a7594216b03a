package dev.tillbridge.app.api;

import dev.tillbridge.hub.approvals.Approvals;
import dev.tillbridge.hub.device.Device;
import dev.tillbridge.hub.device.Entry;
import dev.tillbridge.hub.device.EntryHandler;
import dev.tillbridge.hub.problem.BadInput;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A yes in a till's journal; it stands before the sale that it is for. */
@Component("APPROVAL")
class ApprovalEntry implements EntryHandler {

  private final JsonMapper json;
  private final Approvals approvals;

  ApprovalEntry(JsonMapper json, Approvals approvals) {
    this.json = json;
    this.approvals = approvals;
  }

  @Override
  public String take(Device device, Entry entry) {
    var claim = read(entry).read("");
    if (!device.register().equals(claim.register())) {
      throw BadInput.of("register", "is not the register of this till");
    }
    // The journal says who stood there, but only a key of his own shows it.
    return approvals
        .take(claim, null)
        .map(why -> "does not count: " + why)
        .orElse("approved by " + claim.approvedBy());
  }

  private ApprovalBody read(Entry entry) {
    try {
      return json.readValue(entry.body(), ApprovalBody.class);
    } catch (JacksonException e) {
      throw BadInput.of("body", "is no approval: " + e.getOriginalMessage());
    }
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.hub.device.AsideEntries;
import dev.tillbridge.hub.device.Device;
import dev.tillbridge.hub.device.Entry;
import dev.tillbridge.hub.device.EntryHandler;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.shift.DrawerEvent;
import dev.tillbridge.hub.shift.Shifts;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something done with a drawer, in a till's journal: the same body as {@code POST /api/v1/shifts/events}.
 * What the till wrote before is here, so of a close only what is set aside is still under way.
 */
@Component("SHIFT")
class ShiftEntry implements EntryHandler {

  private final JsonMapper json;
  private final Shifts shifts;
  private final AsideEntries aside;

  ShiftEntry(JsonMapper json, Shifts shifts, AsideEntries aside) {
    this.json = json;
    this.shifts = shifts;
    this.aside = aside;
  }

  @Override
  public String take(Device device, Entry entry) {
    var event = read(entry);
    if (!device.register().equals(event.register())) {
      throw new NotPossible("it is of register %s, and the till is %s"
          .formatted(event.register(), device.register()));
    }
    return record(device, entry, event);
  }

  @Override
  public String takeFor(String by, Device device, Entry entry) {
    return record(device, entry, read(entry));
  }

  private String record(Device device, Entry entry, DrawerEvent event) {
    boolean known = shifts.record(withWhatIsAside(device, entry, event), entry.person());
    return event.kind().name().toLowerCase(Locale.ROOT) + (known ? ", known before" : "");
  }

  private DrawerEvent withWhatIsAside(Device device, Entry entry, DrawerEvent event) {
    var close = event.close();
    if (close == null || !close.underWay().isEmpty()) {
      return event;
    }
    var underWay = new AsideReader(json, event.shift())
        .read(aside.before(device.id(), entry.seq()), close.expected().currency());
    return new DrawerEvent(
        event.id(),
        event.kind(),
        event.shift(),
        event.register(),
        event.location(),
        event.person(),
        event.at(),
        event.amount(),
        event.reason(),
        new DrawerEvent.Close(
            close.number(), close.expected(), close.limit(), close.count(), underWay));
  }

  private DrawerEvent read(Entry entry) {
    try {
      return json.readValue(entry.body(), ShiftEventBody.class).read();
    } catch (JacksonException e) {
      throw BadInput.of("body", "is nothing that happens to a drawer: " + e.getOriginalMessage());
    }
  }
}

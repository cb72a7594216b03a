package dev.tillbridge.app.console;

import dev.tillbridge.app.console.TillsView.Part;
import dev.tillbridge.app.console.TillsView.Till;
import dev.tillbridge.app.console.TillsView.Waiting;
import dev.tillbridge.hub.device.AsideEntries.Held;
import dev.tillbridge.hub.device.Device;
import dev.tillbridge.hub.device.Devices.Register;
import dev.tillbridge.hub.device.Refusals.Refused;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.Location;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts tills into words. */
final class TillReader {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  /** What a person notices on a receipt. */
  private static final int CLOCK_MOST = 60;

  private final Places places;
  private final ZoneId zone;

  TillReader(Places places) {
    this.places = places;
    this.zone =
        places.all().stream().findFirst().<ZoneId>map(Location::timeZone).orElse(ZoneOffset.UTC);
  }

  String time(Instant at) {
    return TIME.format(at.atZone(zone));
  }

  /** Four and four, as they are read aloud. */
  static String halves(String code) {
    int half = code.length() / 2;
    return code.substring(0, half) + "-" + code.substring(half);
  }

  /** What was just done, or null. */
  static @Nullable String done(@Nullable String code) {
    return code == null
        ? null
        : switch (code) {
          case "added" -> "The register is there. Make a code to set its till up.";
          case "ended" -> "The till is ended. What it had sent stays; it can be set up anew.";
          case "taken" -> "It is taken in.";
          case "still" -> "It still cannot be taken in; why is told below.";
          default -> null;
        };
  }

  Till till(Register register) {
    var device = register.device();
    var place = places.find(register.location()).map(Location::name).orElse("");
    return device == null
        ? new Till(register.id(), place, "", "", "", "", "", false, 0, "")
        : of(device, place, "");
  }

  Till ended(Device device) {
    var at = device.revokedAt();
    return of(
        device,
        "",
        (at == null ? "" : time(at) + " by ") + device.revokedBy() + ": " + device.revokedWhy());
  }

  private Till of(Device device, String place, String end) {
    int off = device.skewSeconds();
    return new Till(
        device.register(),
        place,
        device.id().toString(),
        device.name(),
        time(device.enrolledAt()) + " by " + device.enrolledBy(),
        time(device.seenAt()),
        Math.abs(off) < CLOCK_MOST
            ? "Right"
            : Math.abs(off) / CLOCK_MOST + " min " + (off > 0 ? "fast" : "slow"),
        Math.abs(off) >= CLOCK_MOST,
        device.head(),
        end);
  }

  List<Waiting> aside(List<Held> entries, List<Device> devices) {
    return entries.stream()
        .map(one -> new Waiting(
            one.device().toString(),
            one.seq(),
            register(one.device(), devices),
            Words.sentence(Words.kind(one.kind())) + ", entry " + one.seq(),
            one.person(),
            time(one.at()),
            one.why()))
        .toList();
  }

  List<Part> parts(List<Refused> entries, List<Device> devices) {
    var byDevice = new LinkedHashMap<UUID, List<Refused>>();
    for (var one : entries) {
      byDevice.computeIfAbsent(one.device(), _ -> new ArrayList<>()).add(one);
    }
    return byDevice.entrySet().stream()
        .map(part -> {
          var first = part.getValue().getFirst();
          return new Part(
              part.getKey().toString(),
              register(part.getKey(), devices),
              part.getValue().size(),
              "%s of %s, %s: %s"
                  .formatted(
                      Words.sentence(Words.kind(first.kind())),
                      first.person(),
                      time(first.at()),
                      first.note()));
        })
        .toList();
  }

  private static String register(UUID id, List<Device> devices) {
    return devices.stream()
        .filter(device -> device.id().equals(id))
        .map(device -> device.register() + ", " + device.name())
        .findFirst()
        .orElse("");
  }
}

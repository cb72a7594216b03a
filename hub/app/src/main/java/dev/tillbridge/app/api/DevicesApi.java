package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.security.Tills;
import dev.tillbridge.hub.device.Answer;
import dev.tillbridge.hub.device.Answer.Outcome;
import dev.tillbridge.hub.device.Device;
import dev.tillbridge.hub.device.Devices;
import dev.tillbridge.hub.device.Entry;
import dev.tillbridge.hub.device.Journals;
import dev.tillbridge.hub.device.Refusals;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tills as devices, and their journals. */
@RestController
@RequestMapping("/api/v1/devices")
class DevicesApi {

  private final Devices devices;
  private final Journals journals;
  private final Refusals refusals;
  private final Places places;

  DevicesApi(Devices devices, Journals journals, Refusals refusals, Places places) {
    this.devices = devices;
    this.journals = journals;
    this.refusals = refusals;
    this.places = places;
  }

  /**
   * For what.
   *
   * @param minutes how long it shall last; a quarter of an hour unless said
   */
  record CodeBody(@Nullable String register, @Nullable Integer minutes) {}

  record CodeJson(String register, String code, Instant expiresAt) {}

  /**
   * What a device says of itself.
   *
   * @param publicKey ECDSA on P-256 as SPKI in Base64
   */
  record DeviceBody(
      @Nullable UUID id,
      @Nullable String code,
      @Nullable String name,
      @Nullable String publicKey) {
    /** Without the code, because records end up in logs. */
    @Override
    public String toString() {
      return "DeviceBody[" + id + "]";
    }
  }

  record WhyBody(@Nullable String why) {}

  record DevicesJson(List<DeviceJson> devices) {}

  record DeviceJson(
      UUID id,
      String register,
      String name,
      String enrolledBy,
      Instant enrolledAt,
      Instant seenAt,
      int skewSeconds,
      long head,
      String headHash,
      boolean revoked,
      @Nullable String revokedBy,
      @Nullable Instant revokedAt,
      @Nullable String revokedWhy) {

    static DeviceJson of(Device device) {
      return new DeviceJson(
          device.id(),
          device.register(),
          device.name(),
          device.enrolledBy(),
          device.enrolledAt(),
          device.seenAt(),
          device.skewSeconds(),
          device.head(),
          device.headHash(),
          device.isRevoked(),
          device.revokedBy(),
          device.revokedAt(),
          device.revokedWhy());
    }
  }

  /**
   * A part of a journal.
   *
   * @param now the till's clock
   * @param own number of the newest entry the till has
   * @param from the entries from this number on are answered with what became of them; null for those sent
   * @param entries in their order; null or none just asks
   */
  record JournalBody(
      @Nullable Instant now,
      @Nullable Long own,
      @Nullable Long from,
      @Nullable List<@Nullable EntryBody> entries) {}

  record EntryBody(
      @Nullable Long seq,
      @Nullable String previous,
      @Nullable String at,
      @Nullable String kind,
      @Nullable String person,
      @Nullable String body,
      @Nullable String signature) {

    Entry read(String field) {
      return new Entry(
          Input.need(field + ".seq", seq),
          Input.need(field + ".previous", previous),
          Input.need(field + ".at", at),
          Input.need(field + ".kind", kind),
          Input.need(field + ".person", person),
          Input.need(field + ".body", body),
          Input.need(field + ".signature", signature));
    }
  }

  record EntriesJson(List<Outcome> entries) {}

  /** A code that lets one device in as this register. */
  @PostMapping("/codes")
  @ResponseStatus(HttpStatus.CREATED)
  CodeJson code(@RequestBody CodeBody body, @AuthenticationPrincipal Caller caller) {
    var register = Input.text("register", body.register(), 40);
    var minutes = body.minutes();
    var lasts = minutes == null ? Devices.CODE_LASTS : Duration.ofMinutes(minutes);
    var code = devices.code(register, caller.name(), lasts);
    return new CodeJson(register, code.code(), code.expiresAt());
  }

  /**
   * The till that was let in.
   *
   * @param location where it stands
   */
  record EnrolledJson(
      UUID id, String register, String name, PlaceJson location, long head, String headHash) {}

  record PlaceJson(String id, String name) {}

  /** Lets a device in that brings a code; whoever signs in at it is at its register from now on. */
  @PostMapping
  ResponseEntity<EnrolledJson> enrol(@RequestBody DeviceBody body, HttpServletRequest request) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(Input.need("publicKey", body.publicKey()));
    } catch (IllegalArgumentException e) {
      throw BadInput.of("publicKey", "must be Base64");
    }
    var device = devices.enrol(
        Input.need("id", body.id()),
        Input.text("code", body.code(), 40),
        Input.text("name", body.name(), 100),
        key);
    var place = places.get(places.registerLocation(device.register()).orElseThrow());
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, Tills.set(request, device.register()))
        .body(new EnrolledJson(
            device.id(),
            device.register(),
            device.name(),
            new PlaceJson(place.id().code(), place.name()),
            device.head(),
            device.headHash()));
  }

  @GetMapping
  DevicesJson all() {
    return new DevicesJson(devices.all().stream().map(DeviceJson::of).toList());
  }

  @GetMapping("/{id}")
  DeviceJson one(@PathVariable UUID id) {
    return DeviceJson.of(devices.get(id));
  }

  /** Shuts a device out for good. */
  @PostMapping("/{id}/revocation")
  DeviceJson revoke(
      @PathVariable UUID id, @RequestBody WhyBody body, @AuthenticationPrincipal Caller caller) {
    return DeviceJson.of(devices.revoke(id, caller.name(), Input.text("why", body.why(), 100)));
  }

  /** Keeps what continues the till's journal; whose it is, its signatures say. */
  @PostMapping("/{id}/journal")
  Answer journal(@PathVariable UUID id, @RequestBody JournalBody body) {
    var entries = new ArrayList<Entry>();
    if (body.entries() != null && !body.entries().isEmpty()) {
      for (var entry : Input.list("entries", body.entries(), Journals.MOST)) {
        entries.add(entry.read("entries[" + entries.size() + "]"));
      }
    }
    var answer =
        journals.hear(id, Input.time("now", body.now()), Input.need("own", body.own()), entries);
    return body.from() == null
        ? answer
        : new Answer(
            answer.head(),
            answer.headHash(),
            answer.refusal(),
            journals.outcomes(id, Input.need("from", body.from())));
  }

  /** What became of the entries from this number on. */
  @GetMapping("/{id}/entries")
  EntriesJson entries(@PathVariable UUID id, @RequestParam(defaultValue = "1") long from) {
    return new EntriesJson(journals.outcomes(devices.get(id).id(), from));
  }

  /** Takes an entry that was set aside once more; when a manager asks, as far as he may allow it. */
  @PostMapping("/{id}/entries/{seq}/retry")
  Outcome retry(
      @PathVariable UUID id, @PathVariable long seq, @AuthenticationPrincipal Caller caller) {
    return journals.retry(id, seq, caller.may(Authorities.PAYMENTS_REFUND) ? caller.name() : null);
  }

  record RefusedJson(List<Refusals.Refused> entries) {}

  /** What this hub refused of tills' journals and nobody has taken in. */
  @GetMapping("/refused")
  RefusedJson refused() {
    return new RefusedJson(refusals.open());
  }

  /** Takes in after all what this till was refused. */
  @PostMapping("/{id}/refused/taken")
  Refusals.Taken takeIn(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return refusals.takeIn(id, caller.name());
  }
}

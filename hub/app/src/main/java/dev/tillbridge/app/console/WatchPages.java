package dev.tillbridge.app.console;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.comparison.Comparison;
import dev.tillbridge.hub.comparison.Comparisons;
import dev.tillbridge.hub.comparison.Difference;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.watch.DoorCount;
import dev.tillbridge.hub.watch.Silence;
import dev.tillbridge.hub.watch.Silences;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.model.money.Money;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the shops are heard, and what the nightly comparisons found. */
@Hidden
@RestController
@RequestMapping(WatchPages.ADDRESS)
class WatchPages {

  static final String ADDRESS = "/console/watch";
  private static final int NEWEST = 30;

  private final Silences silences;
  private final WebhookDoors doors;
  private final Comparisons comparisons;
  private final Connections connections;
  private final Templates templates;
  private final Places places;
  private final InstantSource clock;

  WatchPages(
      Silences silences,
      WebhookDoors doors,
      Comparisons comparisons,
      Connections connections,
      Templates templates,
      Places places,
      InstantSource clock) {
    this.silences = silences;
    this.doors = doors;
    this.comparisons = comparisons;
    this.connections = connections;
    this.templates = templates;
    this.places = places;
    this.clock = clock;
  }

  @GetMapping
  ResponseEntity<String> watch(
      @RequestParam(defaultValue = "") String done, @AuthenticationPrincipal Caller caller) {
    return page(
        200,
        switch (done) {
          case "hour" -> "The hour is set.";
          case "asked" -> "It is being compared; what is found shows below by itself.";
          default -> null;
        },
        caller);
  }

  private ResponseEntity<String> page(int status, @Nullable String said, Caller caller) {
    var words = new Words(zone(), clock.instant());
    var view = new WatchView(
        Frame.at(ADDRESS, places.merchant().name(), caller),
        caller.may(Authorities.OPERATIONS),
        silences.all().stream().map(silence -> heard(silence, words)).toList(),
        doors.all().stream().map(door -> door(door, words)).toList(),
        comparisons.newest(NEWEST).stream().map(WatchPages::night).toList(),
        connections.shops().keySet().stream().sorted().toList(),
        comparisons.hour(),
        clock.instant().atZone(zone()).toLocalDate().toString(),
        UUID.randomUUID().toString(),
        said);
    return templates.page(status, "console/watch.jte", Map.of("view", view));
  }

  @PostMapping("/hour")
  ResponseEntity<String> hour(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    int hour = form.number("hour", 0, 23);
    if (!form.faults().isEmpty()) {
      return page(422, form.faults().getFirst().words(), caller);
    }
    comparisons.setHour(hour);
    return to(ADDRESS + "?done=hour");
  }

  @PostMapping("/comparisons")
  ResponseEntity<String> compare(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var id = form.uuid("id");
    var day = form.day("day");
    if (!connections.shops().containsKey(form.value("shop"))) {
      form.wrong("shop", "must be chosen");
    }
    if (!form.faults().isEmpty()) {
      return page(422, form.faults().getFirst().words(), caller);
    }
    try {
      comparisons.ask(id, form.value("shop"), day, caller.name());
    } catch (BadInput wrong) {
      form.blame(wrong);
      return page(422, form.faults().getFirst().words(), caller);
    }
    return to(ADDRESS + "?done=asked");
  }

  @GetMapping("/comparisons/{id}")
  ResponseEntity<String> one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    var params = new HashMap<String, Object>();
    params.put("frame", Frame.at(ADDRESS, places.merchant().name(), caller));
    params.put("night", night(comparisons.find(id)));
    params.put(
        "differences",
        comparisons.differences(id).stream().map(WatchPages::told).toList());
    return templates.page(200, "console/comparison.jte", params);
  }

  private static ResponseEntity<String> to(String address) {
    return ResponseEntity.status(303).location(URI.create(address)).build();
  }

  private ZoneId zone() {
    return places.all().stream()
        .findFirst()
        .<ZoneId>map(place -> place.timeZone())
        .orElse(ZoneOffset.UTC);
  }

  private static WatchView.Heard heard(Silence silence, Words words) {
    Instant last = silence.heardAt();
    var said = silence.missed() == 0
        ? last == null ? "Nothing yet" : "Heard"
        : silence.missed() + " changes that only polls have seen";
    return new WatchView.Heard(
        Words.shop(silence.shop()),
        silence.topic(),
        last == null ? "Never" : words.time(last),
        silence.alarm() ? "No webhook for 10 min: " + said : said,
        silence.alarm() ? "bad" : silence.missed() > 0 || last == null ? "calm" : "good");
  }

  private static WatchView.Door door(DoorCount count, Words words) {
    var name = switch (count.door()) {
      case WebhookDoors.APPS -> "The address for all shops of an app";
      case WebhookDoors.ELSEWHERE -> "Addresses of no shop of yours";
      default -> Words.shop(count.door());
    };
    return new WatchView.Door(name, told(count.refused(), words), told(count.setAside(), words));
  }

  private static WatchView.Tally told(DoorCount.Tally tally, Words words) {
    var last = tally.lastAt();
    return new WatchView.Tally(
        tally.days30() == 0 ? "None" : tally.today() + " today, " + tally.days30() + " in 30 days",
        last == null ? "" : "last " + words.time(last),
        tally.alarm() ? "bad" : "calm");
  }

  private static WatchView.Night night(Comparison c) {
    var state = switch (c.state()) {
      case DUE -> "Waits";
      case RUNNING -> "Is under way";
      case FAILED -> "Given up";
      case DONE -> c.waiting() > 0 ? c.waiting() + " to look at" : "In order";
    };
    var tone = switch (c.state()) {
      case DUE, RUNNING -> "calm";
      case FAILED -> "bad";
      case DONE -> c.waiting() > 0 ? "warn" : "good";
    };
    return new WatchView.Night(
        c.id(),
        Words.shop(c.shop()),
        c.day().toString(),
        state,
        tone,
        c.state() == Comparison.State.DUE || c.state() == Comparison.State.RUNNING,
        c.orders(),
        c.filled(),
        c.numbers(),
        c.corrected(),
        c.waiting(),
        money(c.shopTotal(), c.currency()),
        money(c.hubTotal(), c.currency()),
        c.note() == null ? "" : c.note());
  }

  private static String money(long minor, @Nullable String currency) {
    return currency == null ? "" : Words.money(Money.of(minor, currency));
  }

  private static WatchView.Told told(Difference difference) {
    return new WatchView.Told(
        difference.subject(),
        difference.atShop(),
        difference.atHub(),
        Words.kind(difference.ending().name()),
        switch (difference.ending()) {
          case FILLED, CORRECTED -> "good";
          case EXPLAINED -> "calm";
          case WAITING -> "warn";
        },
        difference.what());
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.config.Connections;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.comparison.Comparison;
import dev.tillbridge.hub.comparison.Comparisons;
import dev.tillbridge.hub.comparison.Difference;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.sales.SetAside;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.watch.DoorCount;
import dev.tillbridge.hub.watch.Silence;
import dev.tillbridge.hub.watch.Silences;
import dev.tillbridge.hub.watch.WebhookDoors;
import dev.tillbridge.model.outcome.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whether anything of the shops was missed. */
@RestController
@RequestMapping("/api/v1/shop")
class WatchApi {

  private static final int NEWEST = 50;

  private final Silences silences;
  private final WebhookDoors doors;
  private final Comparisons comparisons;
  private final ShopOrders orders;
  private final Connections connections;

  WatchApi(
      Silences silences,
      WebhookDoors doors,
      Comparisons comparisons,
      ShopOrders orders,
      Connections connections) {
    this.silences = silences;
    this.doors = doors;
    this.comparisons = comparisons;
    this.orders = orders;
    this.connections = connections;
  }

  /** One shop; what waits to be tried again is told apart from what is heard. */
  record ShopJson(String shop, String system, List<Silence> topics, List<SetAside> setAside) {}

  /** All shops, and what was of no use at each address for webhooks. */
  record WatchJson(List<ShopJson> shops, List<DoorCount> doors, int compareAtHour) {}

  record HourBody(@Nullable Integer compareAtHour) {}

  record OrderBody(@Nullable String shop, @Nullable String order) {}

  /** What came of another try. */
  record TriedJson(boolean taken, String said) {}

  record AskBody(
      @Nullable UUID id, @Nullable String shop, @Nullable LocalDate day) {}

  record ComparisonsJson(List<ComparisonJson> comparisons) {}

  /** A comparison; its amounts are in the smallest unit of its currency. */
  record ComparisonJson(
      UUID id,
      String shop,
      LocalDate day,
      String askedBy,
      Instant askedAt,
      String state,
      @Nullable Instant endedAt,
      @Nullable String note,
      int orders,
      int filled,
      int numbers,
      int corrected,
      int waiting,
      long shopTotal,
      long hubTotal,
      @Nullable String currency,
      @Nullable List<Difference> differences) {

    static ComparisonJson of(Comparison c, @Nullable List<Difference> differences) {
      return new ComparisonJson(
          c.id(),
          c.shop(),
          c.day(),
          c.askedBy(),
          c.askedAt(),
          c.state().name(),
          c.endedAt(),
          c.note(),
          c.orders(),
          c.filled(),
          c.numbers(),
          c.corrected(),
          c.waiting(),
          c.shopTotal(),
          c.hubTotal(),
          c.currency(),
          differences);
    }
  }

  /** What is heard of every topic of every shop, and which orders wait. */
  @GetMapping("/watch")
  WatchJson watch() {
    var topics = silences.all();
    var waiting = orders.waiting();
    var shops = connections.shops().values().stream()
        .map(channel -> new ShopJson(
            channel.shop(),
            channel.system(),
            topics.stream().filter(t -> t.shop().equals(channel.shop())).toList(),
            waiting.stream().filter(w -> w.shop().equals(channel.shop())).toList()))
        .sorted((one, other) -> one.shop().compareTo(other.shop()))
        .toList();
    return new WatchJson(shops, doors.all(), comparisons.hour());
  }

  /** Changes the hour of a shop's day at which the day before is compared. */
  @PutMapping("/watch")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void set(@RequestBody HourBody body) {
    comparisons.setHour(Input.between("compareAtHour", body.compareAtHour(), 0, 23));
  }

  /** Tries an order now that was set aside. */
  @PostMapping("/orders/retry")
  TriedJson retry(@RequestBody OrderBody body) {
    var shop = Input.need("shop", body.shop());
    var order = Input.need("order", body.order());
    var outcome = orders
        .retry(shop, order)
        .orElseThrow(() -> new NotFound("set-aside order " + order + " of " + shop));
    return switch (outcome) {
      case Outcome.Delivered<String>(var what) -> new TriedJson(true, what);
      case Outcome.Refused<String> no -> new TriedJson(false, no.why());
      case Outcome.NotSent<String> no -> new TriedJson(false, no.why());
      case Outcome.InDoubt<String> no -> new TriedJson(false, no.why());
    };
  }

  /** Asks for a comparison of a day; without a day, of the one under way. */
  @PostMapping("/comparisons")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ComparisonJson compare(@RequestBody AskBody body, @AuthenticationPrincipal Caller caller) {
    var asked = comparisons.ask(
        Input.need("id", body.id()), Input.need("shop", body.shop()), body.day(), caller.name());
    return ComparisonJson.of(asked, null);
  }

  /** The newest comparisons. */
  @GetMapping("/comparisons")
  ComparisonsJson newest() {
    return new ComparisonsJson(
        comparisons.newest(NEWEST).stream().map(c -> ComparisonJson.of(c, null)).toList());
  }

  /** A comparison and what it found. */
  @GetMapping("/comparisons/{id}")
  ComparisonJson one(@PathVariable UUID id) {
    return ComparisonJson.of(comparisons.find(id), comparisons.differences(id));
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.CountLimit;
import dev.tillbridge.hub.inventory.CountLimits;
import dev.tillbridge.hub.inventory.CountView;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.StocktakeReader;
import dev.tillbridge.hub.inventory.StocktakeRequest;
import dev.tillbridge.hub.inventory.StocktakeView;
import dev.tillbridge.hub.inventory.Stocktakes;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Counting shelves while trading goes on; every step has an id of its own and happens once. */
@RestController
@RequestMapping("/api/v1")
class StocktakesApi {

  private static final int LONGEST = 200;

  private final Stocktakes stocktakes;
  private final StocktakeReader reader;
  private final CountLimits limits;

  StocktakesApi(Stocktakes stocktakes, StocktakeReader reader, CountLimits limits) {
    this.stocktakes = stocktakes;
    this.reader = reader;
    this.limits = limits;
  }

  record Open(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable String name,
      StocktakeRequest.@Nullable Kind kind,
      @Nullable Boolean blind) {

    StocktakeRequest.Open read() {
      return new StocktakeRequest.Open(
          Input.need("id", id),
          Input.location("location", location),
          Input.text("name", name, LONGEST),
          kind == null ? StocktakeRequest.Kind.PARTIAL : kind,
          blind != null && blind);
    }
  }

  /** What lay on a shelf, and when, by the clock of the device. */
  record CountBody(
      @Nullable UUID id,
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable Instant countedAt) {

    StocktakeRequest.Count read(String field) {
      return new StocktakeRequest.Count(
          Input.need(field + ".id", id),
          Input.sku(field + ".sku", sku),
          Input.between(field + ".quantity", quantity, 0, StockLine.MOST),
          Input.time(field + ".countedAt", countedAt));
    }
  }

  record Counts(@Nullable List<@Nullable CountBody> counts) {

    List<StocktakeRequest.Count> read() {
      var read = new ArrayList<StocktakeRequest.Count>();
      for (var count : Input.list("counts", counts, Stocktakes.COUNTS_MOST)) {
        read.add(count.read("counts[" + read.size() + "]"));
      }
      return read;
    }
  }

  record Step(@Nullable UUID id) {}

  /** The variance as it was seen, or null to agree to whatever it is by now. */
  record AgreedJson(@Nullable String sku, @Nullable Integer variance) {}

  record Approve(@Nullable UUID id, @Nullable List<@Nullable AgreedJson> lines) {

    StocktakeRequest.Approve read(UUID stocktake) {
      var read = new ArrayList<StocktakeRequest.Agreed>();
      for (var line : Input.list("lines", lines, Stocktakes.COUNTS_MOST)) {
        var sku = Input.sku("lines[" + read.size() + "].sku", line.sku());
        read.add(new StocktakeRequest.Agreed(sku, line.variance()));
      }
      return new StocktakeRequest.Approve(Input.need("id", id), stocktake, read);
    }
  }

  record Reject(
      @Nullable UUID id,
      @Nullable List<@Nullable String> skus,
      @Nullable String reason) {

    StocktakeRequest.Reject read(UUID stocktake) {
      var read = new ArrayList<Sku>();
      for (var sku : Input.list("skus", skus, Stocktakes.COUNTS_MOST)) {
        read.add(Input.sku("skus[" + read.size() + "]", sku));
      }
      return new StocktakeRequest.Reject(
          Input.need("id", id), stocktake, read, Input.text("reason", reason, LONGEST));
    }
  }

  record StocktakesJson(
      List<StocktakeJson> stocktakes, @Nullable String nextCursor) {}

  record CountsJson(
      List<StocktakeJson.Count> counts, @Nullable String nextCursor) {}

  record UncountedJson(String sku, String title, int onHand) {}

  record UncountedPage(
      List<UncountedJson> uncounted, @Nullable String nextCursor) {}

  record LimitBody(
      @Nullable String location,
      @Nullable Integer units,
      @Nullable MoneyJson value) {}

  @PostMapping("/stocktakes")
  @ResponseStatus(HttpStatus.CREATED)
  StocktakeJson open(@RequestBody Open body, @AuthenticationPrincipal Caller caller) {
    var open = body.read();
    caller.mustBeAt(open.location());
    return StocktakeJson.of(stocktakes.open(open, caller.name()));
  }

  /** Of one SKU the latest count holds, in whatever order they come. */
  @PostMapping("/stocktakes/{id}/counts")
  @ResponseStatus(HttpStatus.CREATED)
  CountsJson count(
      @PathVariable UUID id, @RequestBody Counts body, @AuthenticationPrincipal Caller caller) {
    var counts = body.read();
    here(id, caller);
    var counted = stocktakes.count(id, counts, caller.name());
    return new CountsJson(json(reader.get(id), counted, caller), null);
  }

  /** What differs within the location's limit is posted, the rest waits for a second person. */
  @PostMapping("/stocktakes/{id}/submit")
  StocktakeJson submit(
      @PathVariable UUID id, @RequestBody Step step, @AuthenticationPrincipal Caller caller) {
    var request = new StocktakeRequest.Submit(Input.need("id", step.id()), id);
    here(id, caller);
    return StocktakeJson.of(stocktakes.submit(request, caller.name()));
  }

  @PostMapping("/stocktakes/{id}/approve")
  StocktakeJson approve(
      @PathVariable UUID id, @RequestBody Approve body, @AuthenticationPrincipal Caller caller) {
    return StocktakeJson.of(stocktakes.approve(body.read(id), caller.name()));
  }

  /** Until the stocktake ends they can be counted again. */
  @PostMapping("/stocktakes/{id}/reject")
  StocktakeJson reject(
      @PathVariable UUID id, @RequestBody Reject body, @AuthenticationPrincipal Caller caller) {
    return StocktakeJson.of(stocktakes.reject(body.read(id), caller.name()));
  }

  /** Gives an open one up; closes one in review without counting again what was rejected. */
  @PostMapping("/stocktakes/{id}/end")
  StocktakeJson end(
      @PathVariable UUID id, @RequestBody Step step, @AuthenticationPrincipal Caller caller) {
    var request = new StocktakeRequest.End(Input.need("id", step.id()), id);
    return StocktakeJson.of(stocktakes.end(request, caller.name()));
  }

  /** Newest first; a cashier sees those of his own location. */
  @GetMapping("/stocktakes")
  StocktakesJson list(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    var page = reader.newest(
        Input.placeOf(caller, location), cursor, Input.between("limit", limit, 1, Listed.MOST));
    return new StocktakesJson(page.rows().stream().map(StocktakeJson::of).toList(), page.next());
  }

  @GetMapping("/stocktakes/{id}")
  StocktakeJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return StocktakeJson.of(here(id, caller));
  }

  /** By SKU; what was counted again is left out. */
  @GetMapping("/stocktakes/{id}/counts")
  CountsJson counts(
      @PathVariable UUID id,
      @RequestParam(required = false) CountView.@Nullable State state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    var stocktake = here(id, caller);
    var page = reader.counts(id, state, cursor, Input.between("limit", limit, 1, Listed.MOST));
    return new CountsJson(json(stocktake, page.rows(), caller), page.next());
  }

  /** Of these something should be there and nobody counted them; they stay as they are. */
  @GetMapping("/stocktakes/{id}/uncounted")
  UncountedPage uncounted(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    here(id, caller);
    var page = reader.uncounted(
        id,
        cursor == null ? null : Input.sku("cursor", cursor).code(),
        Input.between("limit", limit, 1, Listed.MOST));
    return new UncountedPage(
        page.rows().stream()
            .map(u -> new UncountedJson(u.sku().code(), u.title(), u.onHand()))
            .toList(),
        page.next());
  }

  /** How much a count may differ before a second person must look. */
  @GetMapping("/count-limits")
  LimitBody limit(@RequestParam String location) {
    var place = Input.location("location", location);
    return json(location, limits.of(place));
  }

  /** Null takes a limit away; with neither, everything is posted at once. */
  @PostMapping("/count-limits")
  LimitBody setLimit(@RequestBody LimitBody body) {
    var place = Input.location("location", body.location());
    var value = MoneyJson.readOrNull("value", body.value());
    if (value != null && value.isNegative()) {
      throw BadInput.of("value.minor", "must not be negative");
    }
    var units =
        body.units() == null ? null : Input.between("units", body.units(), 0, Shelves.MOST_ON_HAND);
    limits.set(place, new CountLimit(units, value));
    return json(place.code(), limits.of(place));
  }

  private static LimitBody json(String location, CountLimit limit) {
    return new LimitBody(location, limit.units(), MoneyJson.orNull(limit.value()));
  }

  private static List<StocktakeJson.Count> json(
      StocktakeView stocktake, List<CountView> counts, Caller caller) {
    boolean shown = stocktake.shows(caller.may(Authorities.STOCK_APPROVE));
    return counts.stream().map(c -> StocktakeJson.Count.of(c, shown)).toList();
  }

  private StocktakeView here(UUID id, Caller caller) {
    return reader
        .find(id)
        .filter(s -> !caller.isStrangerAt(s.location()))
        .orElseThrow(() -> new NotFound("stocktake " + id));
  }
}

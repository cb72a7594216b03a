package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.PurchaseOrders;
import dev.tillbridge.hub.inventory.Receiving;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.Bundles;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.hub.stock.StockLevels;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.stock.StockLevel;
import dev.tillbridge.model.stock.StockLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
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

/** What is on the shelves, and goods that come in. */
@RestController
@RequestMapping("/api/v1/stock")
class StockApi {

  private static final int LONGEST_REFERENCE = 200;

  private final StockLevels levels;
  private final Receiving receiving;
  private final PurchaseOrders orders;
  private final Places places;
  private final Bundles bundles;

  StockApi(
      StockLevels levels,
      Receiving receiving,
      PurchaseOrders orders,
      Places places,
      Bundles bundles) {
    this.bundles = bundles;
    this.levels = levels;
    this.receiving = receiving;
    this.orders = orders;
    this.places = places;
  }

  /**
   * What a customer at the till can buy is available + published - short.
   *
   * @param available may be promised now, never below zero
   * @param missing units promised or sold beyond what is there; told only when there are some
   */
  record LevelJson(
      String sku,
      int available,
      int published,

      @JsonProperty("short") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
      int missing) {
    static LevelJson of(StockLevel level) {
      return new LevelJson(
          level.sku().code(), level.available(), level.published(), level.missing());
    }
  }

  /** Everything at one location; the version is the ledger's newest line. */
  record LevelsJson(String location, List<LevelJson> levels, long version) {}

  /**
   * One SKU at one location; leased is all escrow, published the part that shops show, short what was
   * promised or sold beyond what is there. What is damaged, in transit or on
   * order is not on hand.
   */
  record PlaceJson(
      String location,
      String name,
      int onHand,
      int held,
      int committed,
      int leased,
      int suspense,
      int damaged,
      int inTransit,
      int onOrder,
      int available,
      int published,
      @JsonProperty("short") int missing) {}

  /** Parts are those of one bundle; null for what is none. A bundle counts what they make up. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SkuJson(String sku, @Nullable List<LineJson> parts, List<PlaceJson> locations) {}

  /** Units that came; their names only where the SKU is tracked. */
  record CameJson(
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable List<@Nullable String> serials,
      @Nullable String lot,
      @Nullable LocalDate expiresOn) {

    Receiving.Line read(String field) {
      return new Receiving.Line(
          Input.sku(field + ".sku", sku),
          Input.between(field + ".quantity", quantity, 1, StockLine.MOST),
          TrackedJson.arrived(field, serials, null, lot, expiresOn));
    }
  }

  record Receipt(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable String reference,
      @Nullable List<@Nullable CameJson> lines) {}

  record ReceiptJson(UUID id, String location, String reference, List<LineJson> lines) {}

  @GetMapping(params = "!sku")
  LevelsJson all(@RequestParam String location) {
    var id = places.get(Input.location("location", location)).id();
    // Read before the levels: what changes in between is then told again, not missed.
    long version = levels.newestSeq();
    return new LevelsJson(id.code(), levels.at(id).stream().map(LevelJson::of).toList(), version);
  }

  /** As {@link #one}, for a SKU that cannot stand in an address, such as one with a slash. */
  @GetMapping(params = "sku")
  SkuJson named(@RequestParam String sku) {
    return one(sku);
  }

  @GetMapping("/{sku}")
  SkuJson one(@PathVariable String sku) {
    var names = places.all().stream().collect(Collectors.toMap(Location::id, Location::name));
    var found = levels.of(Input.sku("sku", sku));
    var onOrder = orders.incoming(Input.sku("sku", sku));
    if (found.isEmpty()) {
      throw new NotFound("stock of SKU " + sku);
    }
    return new SkuJson(
        sku,
        bundles.find(new Sku(sku)).map(made -> LineJson.of(made.parts())).orElse(null),
        found.stream()
            .map(l -> new PlaceJson(
                l.location().code(),
                names.getOrDefault(l.location(), l.location().code()),
                l.onHand(),
                l.held(),
                l.committed(),
                l.escrowed(),
                l.suspense(),
                l.damaged(),
                l.inTransit(),
                onOrder.getOrDefault(l.location(), 0),
                l.available(),
                l.published(),
                l.missing()))
            .toList());
  }

  /** Books goods in; the same id again gets the same answer and changes nothing. */
  @PostMapping("/receipts")
  @ResponseStatus(HttpStatus.CREATED)
  ReceiptJson receive(@RequestBody Receipt receipt, @AuthenticationPrincipal Caller caller) {
    var id = Input.need("id", receipt.id());
    var location = Input.location("location", receipt.location());
    var reference = Input.text("reference", receipt.reference(), LONGEST_REFERENCE);
    var lines = new ArrayList<Receiving.Line>();
    for (var line : Input.list("lines", receipt.lines(), HoldRequest.MOST_LINES)) {
      lines.add(line.read("lines[" + lines.size() + "]"));
    }
    caller.mustBeAt(location);
    receiving.receive(id, location, reference, lines, caller.name());
    return new ReceiptJson(
        id,
        location.code(),
        reference,
        lines.stream().map(l -> new LineJson(l.sku().code(), l.quantity())).toList());
  }
}

package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.CountView;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.StocktakeReader;
import dev.tillbridge.hub.inventory.StocktakeRequest;
import dev.tillbridge.hub.inventory.StocktakeView;
import dev.tillbridge.hub.inventory.Stocktakes;
import dev.tillbridge.hub.inventory.UncountedView;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.stock.StockLine;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Counting while trading goes on: who counts, what differs, and the second person who agrees. */
@Hidden
@RestController
@RequestMapping("/console/stock/stocktakes")
class StocktakePages {

  private static final String STOCKTAKES = "/console/stock/stocktakes";
  private static final int LONGEST = 200;
  private static final int ROWS = 5;
  private static final int SHOWN = 200;

  private final Stocktakes stocktakes;
  private final StocktakeReader reader;
  private final Places places;
  private final InstantSource clock;
  private final Sheets sheets;

  StocktakePages(
      Stocktakes stocktakes,
      StocktakeReader reader,
      Places places,
      InstantSource clock,
      Sheets sheets) {
    this.stocktakes = stocktakes;
    this.reader = reader;
    this.places = places;
    this.clock = clock;
    this.sheets = sheets;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(defaultValue = "") String cursor, @AuthenticationPrincipal Caller caller) {
    return list(200, cursor, Filled.blank(0), caller);
  }

  private ResponseEntity<String> list(int status, String cursor, Filled form, Caller caller) {
    var page = reader.newest(null, cursor.isEmpty() ? null : cursor, 50);
    var next = page.next();
    return sheets.page(
        status,
        "stocktakes",
        STOCKTAKES,
        form,
        null,
        caller,
        Map.of("stocktakes", page.rows(), "next", next == null ? "" : next));
  }

  @PostMapping
  ResponseEntity<String> open(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.attempt(
        form,
        () -> {
          var open = new StocktakeRequest.Open(
              form.uuid("id"),
              form.location("location"),
              form.text("name", LONGEST),
              form.has("full") ? StocktakeRequest.Kind.FULL : StocktakeRequest.Kind.PARTIAL,
              form.has("blind"));
          form.check();
          caller.mustBeAt(open.location());
          stocktakes.open(open, caller.name());
          return STOCKTAKES + "/" + open.id() + "?done=opened";
        },
        status -> list(status, "", form, caller));
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return shown(200, id, cursor, Filled.blank(ROWS), done, caller);
  }

  private ResponseEntity<String> shown(
      int status, UUID id, String cursor, Filled form, @Nullable String done, Caller caller) {
    var stocktake = reader.get(id);
    if (form.rows() == 0) {
      form.addRows(ROWS);
    }
    var waiting = reader.counts(id, CountView.State.WAITING, null, SHOWN);
    var counts = reader.counts(id, null, cursor.isEmpty() ? null : cursor, SHOWN);
    boolean full = stocktake.kind() == StocktakeRequest.Kind.FULL;
    var uncounted = full ? reader.uncounted(id, null, SHOWN).rows() : List.<UncountedView>of();
    var next = counts.next();
    var params = new HashMap<String, Object>();
    params.put("stocktake", stocktake);
    params.put("waiting", waiting.rows());
    params.put("counts", counts.rows());
    params.put("next", next == null ? "" : next);
    params.put("uncounted", uncounted);
    return sheets.page(status, "stocktake", STOCKTAKES, form, done, caller, params);
  }

  @PostMapping("/{id}/counts")
  ResponseEntity<String> count(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var stocktake = at(id, caller);
    if (form.has("more")) {
      form.addRows(ROWS);
      return shown(200, id, "", form, null, caller);
    }
    return act(id, form, "counted", caller, () -> {
      var counts = new ArrayList<StocktakeRequest.Count>();
      var when = moment(form, stocktake);
      var known = reader.counts(id, null, null, Listed.MOST).rows().stream()
          .collect(Collectors.toMap(CountView::id, CountView::countedAt));
      for (int i : form.lines("counts", "sku", "quantity")) {
        var row = "counts[" + i + "].";
        var one = form.uuid(row + "id");
        counts.add(new StocktakeRequest.Count(
            one,
            form.sku(row + "sku"),
            form.number(row + "quantity", 0, StockLine.MOST),
            // A form that is sent twice speaks of the moment of the first time.
            known.getOrDefault(one, when)));
      }
      if (counts.isEmpty()) {
        form.wrong("counts[0].sku", "must be given");
      }
      form.check();
      stocktakes.count(id, counts, caller.name());
    });
  }

  /** When somebody stood before the shelf: now, unless he says otherwise. */
  private Instant moment(Filled form, StocktakeView stocktake) {
    var text = form.value("countedAt");
    if (text.isEmpty()) {
      return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
    try {
      var zone = places.find(stocktake.location()).map(Location::timeZone).orElseThrow();
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      form.wrong("countedAt", "must be a day and a time of day");
      return clock.instant();
    }
  }

  @PostMapping("/{id}/submit")
  ResponseEntity<String> submit(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    at(id, caller);
    return act(id, form, "submitted", caller, () -> {
      var submit = new StocktakeRequest.Submit(form.uuid("id"), id);
      form.check();
      stocktakes.submit(submit, caller.name());
    });
  }

  /** Of the counts that wait those that are ticked are agreed to, as they were seen, or not. */
  @PostMapping("/{id}/decide")
  ResponseEntity<String> decide(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    at(id, caller);
    boolean agrees = !form.value("decision").equals("reject");
    return act(id, form, agrees ? "approved" : "rejected", caller, () -> {
      var agreed = new ArrayList<StocktakeRequest.Agreed>();
      for (int i : form.lines("lines", "tick")) {
        var row = "lines[" + i + "].";
        agreed.add(new StocktakeRequest.Agreed(
            form.sku(row + "sku"),
            form.number(row + "variance", -StockLine.MOST * 1000, StockLine.MOST * 1000)));
      }
      if (agreed.isEmpty()) {
        form.wrong("lines[0].tick", "tick what you decide about");
      }
      var request = form.uuid("id");
      if (agrees) {
        form.check();
        stocktakes.approve(new StocktakeRequest.Approve(request, id, agreed), caller.name());
      } else {
        var reason = form.text("reason", LONGEST);
        form.check();
        var skus = agreed.stream().map(StocktakeRequest.Agreed::sku).toList();
        stocktakes.reject(new StocktakeRequest.Reject(request, id, skus, reason), caller.name());
      }
    });
  }

  @PostMapping("/{id}/end")
  ResponseEntity<String> end(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    at(id, caller);
    return act(id, form, "ended", caller, () -> {
      var end = new StocktakeRequest.End(form.uuid("id"), id);
      form.check();
      stocktakes.end(end, caller.name());
    });
  }

  private StocktakeView at(UUID id, Caller caller) {
    var stocktake = reader.get(id);
    caller.mustBeAt(stocktake.location());
    return stocktake;
  }

  private ResponseEntity<String> act(
      UUID id, Filled form, String done, Caller caller, Runnable work) {
    return sheets.act(
        STOCKTAKES + "/" + id,
        form,
        done,
        work,
        status -> shown(status, id, "", form, null, caller));
  }
}

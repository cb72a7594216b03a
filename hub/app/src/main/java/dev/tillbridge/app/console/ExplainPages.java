package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.reports.StockExplained;
import dev.tillbridge.hub.reports.StockExplainer;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Explains a number of stock to a person. */
@Hidden
@RestController
class ExplainPages {

  private static final String ADDRESS = "/console/stock/explain";
  private static final int MOVES = 50;

  /** Who learns of it this much later was told late, and wants to know. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final StockExplainer explainer;
  private final Templates templates;
  private final Catalog catalog;
  private final Places places;
  private final InstantSource clock;

  ExplainPages(
      StockExplainer explainer,
      Templates templates,
      Catalog catalog,
      Places places,
      InstantSource clock) {
    this.explainer = explainer;
    this.templates = templates;
    this.catalog = catalog;
    this.places = places;
    this.clock = clock;
  }

  @GetMapping(ADDRESS)
  ResponseEntity<String> explain(
      @RequestParam String location,
      @RequestParam String sku,
      @RequestParam(defaultValue = "") String at,
      @RequestParam(required = false) @Nullable Long before,
      @AuthenticationPrincipal Caller caller) {
    var place = place(location);
    var item = sku(sku);
    Instant moment = null;
    String fault = null;
    if (!at.isEmpty()) {
      try {
        moment = LocalDateTime.parse(at).atZone(place.timeZone()).toInstant();
      } catch (DateTimeParseException e) {
        fault = "That is not a time. Choose a day and a time of day.";
      }
    }
    var told = told(place, item, moment, before);
    return templates.page(
        200,
        "console/explain.jte",
        Map.of(
            "frame",
            Frame.at(ADDRESS, places.merchant().name(), caller),
            "told",
            page(place, item, moment == null ? "" : at, fault, told)));
  }

  /** Where a number is explained. */
  static String address(String location, String sku) {
    return UriComponentsBuilder.fromPath(ADDRESS)
        .queryParam("location", "{location}")
        .queryParam("sku", "{sku}")
        .encode()
        .buildAndExpand(location, sku)
        .toUriString();
  }

  private Location place(String code) {
    try {
      return places.get(new LocationId(code));
    } catch (IllegalArgumentException e) {
      throw new NotFound("location");
    }
  }

  private static Sku sku(String code) {
    try {
      return new Sku(code);
    } catch (IllegalArgumentException e) {
      throw new NotFound("stock of that SKU");
    }
  }

  private @Nullable StockExplained told(
      Location place, Sku sku, @Nullable Instant moment, @Nullable Long before) {
    try {
      return explainer.explain(place.id(), sku, moment, before, MOVES);
    } catch (NotFound nothingMoved) {
      return null;
    }
  }

  private Explanation page(
      Location place,
      Sku sku,
      String chosen,
      @Nullable String fault,
      @Nullable StockExplained told) {
    var words = new Words(place.timeZone(), clock.instant());
    Long earlier = told == null ? null : told.earlier();
    return new Explanation(
        place.id().code(),
        place.name(),
        sku.code(),
        catalog.title(sku).orElse(""),
        chosen.isEmpty() || told == null ? "now" : "as it was at " + words.time(told.at()),
        chosen,
        address(place.id().code(), sku.code()),
        fault,
        told == null ? List.of() : sums(told.level()),
        told == null ? "" : sentence(told.level()),
        told == null ? List.of() : claims(told, words),
        told == null ? List.of() : causes(told),
        told == null ? "0" : String.valueOf(told.level().onHand()),
        told == null ? List.of() : moves(told, words),
        earlier == null
            ? null
            : address(place.id().code(), sku.code()) + "&at=" + chosen + "&before=" + earlier);
  }

  private static List<Explanation.Sum> sums(StockExplained.Level level) {
    var sums = new ArrayList<Explanation.Sum>();
    sums.add(new Explanation.Sum("On hand", String.valueOf(level.onHand()), "whole"));
    sums.add(new Explanation.Sum("Held", "− " + level.held(), "part"));
    sums.add(new Explanation.Sum("Committed", "− " + level.committed(), "part"));
    sums.add(new Explanation.Sum("Shops and lent", "− " + level.escrowed(), "part"));
    if (level.suspense() != 0) {
      sums.add(new Explanation.Sum("Suspense", "− " + level.suspense(), "part"));
    }
    sums.add(new Explanation.Sum(
        "Available", "= " + minus(level.free()), level.free() < 0 ? "result bad" : "result"));
    if (level.damaged() != 0) {
      sums.add(new Explanation.Sum("Damaged", String.valueOf(level.damaged()), "aside"));
    }
    if (level.inTransit() != 0) {
      sums.add(new Explanation.Sum("On the way", String.valueOf(level.inTransit()), "aside"));
    }
    return sums;
  }

  private static String sentence(StockExplained.Level level) {
    int taken = level.onHand() - level.free();
    if (level.free() < 0) {
      return "%d on hand, %d promised: %d more than there are."
          .formatted(level.onHand(), taken, -level.free());
    }
    return taken == 0
        ? "All %d on hand can be sold.".formatted(level.onHand())
        : "Of %d on hand, %d promised to somebody, %d for sale."
            .formatted(level.onHand(), taken, level.free());
  }

  private static List<Explanation.Claim> claims(StockExplained told, Words words) {
    return told.claims().stream()
        .map(c -> {
          var until = c.until();
          return new Explanation.Claim(
              Words.shop(c.who()),
              c.id(),
              c.units(),
              switch (c.kind()) {
                case HELD -> "Held";
                case COMMITTED -> "Committed";
                case ESCROWED -> "Shops and lent";
                case SUSPENSE -> "Suspense";
              },
              words.time(c.since()),
              until == null ? "" : words.time(until));
        })
        .toList();
  }

  private static List<Explanation.Cause> causes(StockExplained told) {
    return told.causes().stream()
        .map(c -> new Explanation.Cause(Words.cause(c.cause()), c.times(), signed(c.units())))
        .toList();
  }

  private static List<Explanation.Move> moves(StockExplained told, Words words) {
    return told.moves().stream()
        .map(m -> new Explanation.Move(
            Words.cause(m.cause()),
            m.reference(),
            words.time(m.eventAt()),
            m.eventAt().plus(LATE).isBefore(m.recordedAt()) ? words.time(m.recordedAt()) : null,
            change(m),
            minus(m.after().onHand()),
            minus(m.after().free())))
        .toList();
  }

  private static String change(StockExplained.Move move) {
    var delta = move.delta();
    var parts = new ArrayList<String>();
    add(parts, delta.onHand(), "on hand");
    add(parts, delta.held(), "held");
    add(parts, delta.committed(), "committed");
    add(parts, delta.escrowed(), "shops and lent");
    add(parts, delta.suspense(), "suspense");
    add(parts, delta.damaged(), "damaged");
    add(parts, delta.inTransit(), "on the way");
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  private static void add(List<String> parts, int units, String name) {
    if (units != 0) {
      parts.add(signed(units) + " " + name);
    }
  }

  private static String minus(long units) {
    return units < 0 ? "−" + -units : String.valueOf(units);
  }

  private static String signed(long units) {
    return units > 0 ? "+" + units : units < 0 ? "−" + -units : "0";
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.costing.CostMethod;
import dev.tillbridge.hub.costing.CostMethods;
import dev.tillbridge.hub.costing.StockValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What goods cost, and what those that are here are worth. */
@RestController
@RequestMapping("/api/v1/books")
class CostsApi {

  private final CostMethods methods;
  private final StockValue value;

  CostsApi(CostMethods methods, StockValue value) {
    this.methods = methods;
    this.value = value;
  }

  /** FIFO or AVERAGE, from a day on. */
  record CostMethodBody(
      @Nullable UUID id,
      @Nullable CostMethod method,
      @Nullable String currency,
      @Nullable LocalDate validFrom) {}

  record CostMethodJson(
      UUID id,
      CostMethod method,
      String currency,
      LocalDate validFrom,
      String chosenBy,
      Instant chosenAt) {
    static CostMethodJson of(CostMethods.Chosen one) {
      return new CostMethodJson(
          one.id(),
          one.method(),
          one.currency().getCurrencyCode(),
          one.validFrom(),
          one.by(),
          one.at());
    }
  }

  /** All that were chosen; none as long as the cost of goods is not entered. */
  record CostMethodsJson(List<CostMethodJson> methods) {}

  /** What one SKU is worth; not known when a part of it is only assumed. */
  record StockWorthJson(String sku, String title, long units, MoneyJson value, boolean known) {}

  /** Of all SKUs the total, and a page of them; waiting: movements that are not valued yet. */
  record StockValueJson(
      @Nullable MoneyJson total,
      long waiting,
      List<StockWorthJson> skus,
      @Nullable String next) {}

  @GetMapping("/cost-methods")
  CostMethodsJson all() {
    return new CostMethodsJson(methods.all().stream().map(CostMethodJson::of).toList());
  }

  /** Chooses by which units are valued; the same id again is the same choice. */
  @PostMapping("/cost-methods")
  @ResponseStatus(HttpStatus.CREATED)
  CostMethodJson choose(@RequestBody CostMethodBody body, @AuthenticationPrincipal Caller caller) {
    var from = Input.need("validFrom", body.validFrom());
    BookDays.read("validFrom", from);
    return CostMethodJson.of(methods.choose(
        Input.need("id", body.id()),
        Input.need("method", body.method()),
        Input.currency("currency", body.currency()),
        from,
        caller.name()));
  }

  /** What goods are worth that are here or between locations; nothing before a method is chosen. */
  @GetMapping("/stock-value")
  StockValueJson value(
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int limit) {
    var chosen = methods.all();
    if (chosen.isEmpty()) {
      return new StockValueJson(null, 0, List.of(), null);
    }
    var page = value.page(
        chosen.getFirst().currency(), after, Input.between("limit", limit, 1, StockValue.MOST));
    return new StockValueJson(
        MoneyJson.of(page.total()),
        page.waiting(),
        page.rows().stream()
            .map(r -> new StockWorthJson(
                r.sku(), r.title(), r.units(), MoneyJson.of(r.value()), r.known()))
            .toList(),
        page.next());
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.shopcatalog.ImportRow;
import dev.tillbridge.hub.shopcatalog.ImportState;
import dev.tillbridge.hub.shopcatalog.ImportView;
import dev.tillbridge.hub.shopcatalog.ShopImports;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What shops sell, taken over: read and judged first, applied when somebody agrees. */
@RestController
class ImportsApi {

  private static final int LONGEST_NAME = 255;

  private final ShopImports imports;

  ImportsApi(ShopImports imports) {
    this.imports = imports;
  }

  record StartBody(@Nullable UUID id, @Nullable String shop) {}

  record ReadJson(int products, int variants, int levels, int orders, int unreadable) {}

  record JudgedJson(int create, int change, int same, int matched, int aside) {}

  record AppliedJson(
      int variants,
      int countsSet,
      int countsKept,
      int countsAside,
      int ordersTaken,
      int ordersAside) {}

  record SiteJson(
      String id, String name, boolean active, @Nullable String location) {}

  record ImportJson(
      UUID id,
      String shop,
      String askedBy,
      ImportState state,
      String phase,
      String note,
      long preparing,
      int done,
      int total,
      int perSecond,
      ReadJson read,
      JudgedJson judged,
      AppliedJson applied,
      List<SiteJson> sites,
      Instant createdAt,
      Instant changedAt,
      @Nullable Instant endedAt) {

    static ImportJson of(ImportView view) {
      var read = view.read();
      var judged = view.judged();
      var applied = view.applied();
      return new ImportJson(
          view.id(),
          view.shop(),
          view.askedBy(),
          view.state(),
          view.phase(),
          view.note(),
          view.preparing(),
          view.done(),
          view.total(),
          view.perSecond(),
          new ReadJson(
              read.products(), read.variants(), read.levels(), read.orders(), read.unreadable()),
          new JudgedJson(
              judged.create(), judged.change(), judged.same(), judged.matched(), judged.aside()),
          new AppliedJson(
              applied.variants(),
              applied.countsSet(),
              applied.countsKept(),
              applied.countsAside(),
              applied.ordersTaken(),
              applied.ordersAside()),
          view.sites().stream()
              .map(s -> new SiteJson(s.id(), s.name(), s.active(), s.ours()))
              .toList(),
          view.createdAt(),
          view.changedAt(),
          view.endedAt());
    }
  }

  record ImportsJson(List<String> shops, List<ImportJson> imports) {}

  record RowJson(
      String itemId,
      String title,
      @Nullable String sku,
      @Nullable String barcode,
      String verdict,
      @Nullable String ourSku,
      @Nullable String matchedBy,
      List<String> changes,
      @Nullable String reason,
      @Nullable String fix) {

    static RowJson of(ImportRow row) {
      return new RowJson(
          row.itemId(),
          row.title(),
          row.sku(),
          row.barcode(),
          row.verdict(),
          row.ourSku(),
          row.matchedBy(),
          row.changes(),
          row.reason(),
          row.fix());
    }
  }

  /** What cannot be taken over at all stands beside the rows: by the shop's id, with the reason. */
  record RowsJson(
      List<RowJson> rows,
      @Nullable Long next,
      Map<String, String> ordersAside,
      Map<String, String> unreadable) {}

  /** Begins to read a shop; nothing is changed by it. The same id again is the same import. */
  @PostMapping("/api/v1/shop/imports")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportJson start(@RequestBody StartBody body, @AuthenticationPrincipal Caller caller) {
    return ImportJson.of(imports.start(
        Input.need("id", body.id()), Input.text("shop", body.shop(), LONGEST_NAME), caller.name()));
  }

  /** The newest imports, and the shops that can be imported. */
  @GetMapping("/api/v1/shop/imports")
  ImportsJson newest() {
    return new ImportsJson(
        imports.shops(), imports.newest().stream().map(ImportJson::of).toList());
  }

  /** How far it is. */
  @GetMapping("/api/v1/shop/imports/{id}")
  ImportJson get(@PathVariable UUID id) {
    return ImportJson.of(imports.get(id));
  }

  /** What becomes of the shop's variants; {@code next} asks for what follows. */
  @GetMapping("/api/v1/shop/imports/{id}/rows")
  RowsJson rows(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String verdict,
      @RequestParam(defaultValue = "0") Long after,
      @RequestParam(defaultValue = "100") Integer limit) {
    int most = Input.between("limit", limit, 1, 500);
    var rows = imports.rows(id, verdict, after, most);
    return new RowsJson(
        rows.stream().map(RowJson::of).toList(),
        rows.size() == most ? (Long) rows.getLast().position() : null,
        imports.ordersAside(id),
        imports.unreadable(id));
  }

  /** Agrees to the report; agreeing twice is agreeing once. */
  @PostMapping("/api/v1/shop/imports/{id}/apply")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportJson apply(@PathVariable UUID id) {
    return ImportJson.of(imports.apply(id));
  }

  /** Gives it up; what was applied before stays. */
  @PostMapping("/api/v1/shop/imports/{id}/cancel")
  ImportJson cancel(@PathVariable UUID id) {
    return ImportJson.of(imports.cancel(id));
  }
}

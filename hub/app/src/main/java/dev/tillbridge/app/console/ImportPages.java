package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.shopcatalog.ImportRow;
import dev.tillbridge.hub.shopcatalog.ImportState;
import dev.tillbridge.hub.shopcatalog.ImportView;
import dev.tillbridge.hub.shopcatalog.ShopImports;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
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

/** A shop's products, read, looked at and taken over; the page tells by itself how far it is. */
@Hidden
@RestController
@RequestMapping("/console/stock/imports")
class ImportPages {

  private static final String IMPORTS = "/console/stock/imports";
  private static final int ROWS = 100;

  private final ShopImports imports;
  private final Sheets sheets;

  ImportPages(ShopImports imports, Sheets sheets) {
    this.imports = imports;
    this.sheets = sheets;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return list(200, Filled.blank(0), done, caller);
  }

  private ResponseEntity<String> list(
      int status, Filled form, @Nullable String done, Caller caller) {
    return sheets.page(
        status,
        "imports",
        IMPORTS,
        form,
        done,
        caller,
        Map.of("shops", imports.shops(), "imports", imports.newest()));
  }

  @PostMapping
  ResponseEntity<String> start(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.attempt(
        form,
        () -> {
          var id = form.uuid("id");
          form.check();
          imports.start(id, form.value("shop"), caller.name());
          return IMPORTS + "/" + id;
        },
        status -> list(status, form, null, caller));
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "ASIDE") String show,
      @RequestParam(defaultValue = "0") Long after,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return shown(200, "import", id, show, after, Filled.blank(0), done, caller);
  }

  /** The part of the page that changes while the import is at work. */
  @GetMapping("/{id}/progress")
  ResponseEntity<String> progress(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String seen,
      @AuthenticationPrincipal Caller caller) {
    if (seen.equals(version(imports.get(id)))) {
      return ResponseEntity.noContent().build();
    }
    return shown(200, "import-body", id, "ASIDE", 0, Filled.blank(0), null, caller);
  }

  private static String version(ImportView view) {
    return Integer.toHexString(view.hashCode());
  }

  private ResponseEntity<String> shown(
      int status,
      String template,
      UUID id,
      String show,
      long after,
      Filled form,
      @Nullable String done,
      Caller caller) {
    var view = imports.get(id);
    boolean judged = view.judged().create()
            + view.judged().change()
            + view.judged().same()
            + view.judged().aside()
        > 0;
    List<ImportRow> rows = judged ? imports.rows(id, show, after, ROWS) : List.of();
    return sheets.page(
        status,
        template,
        IMPORTS,
        form,
        done,
        caller,
        Map.of(
            "view",
            view,
            "version",
            version(view),
            "works",
            view.state() == ImportState.READING || view.state() == ImportState.APPLYING,
            "show",
            show,
            "rows",
            rows,
            "next",
            rows.size() == ROWS ? rows.getLast().position() : 0L,
            "orders",
            imports.ordersAside(id),
            "unreadable",
            imports.unreadable(id)));
  }

  @PostMapping("/{id}/apply")
  ResponseEntity<String> apply(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        IMPORTS + "/" + id,
        form,
        "agreed",
        () -> imports.apply(id),
        status -> shown(status, "import", id, "ASIDE", 0, form, null, caller));
  }

  @PostMapping("/{id}/cancel")
  ResponseEntity<String> cancel(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        IMPORTS + "/" + id,
        form,
        "cancelled",
        () -> imports.cancel(id),
        status -> shown(status, "import", id, "ASIDE", 0, form, null, caller));
  }
}

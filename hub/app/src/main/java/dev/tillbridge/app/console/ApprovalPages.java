package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Download;
import dev.tillbridge.hub.approvals.ApprovalLog;
import dev.tillbridge.hub.approvals.ApprovalLog.Filter;
import dev.tillbridge.hub.approvals.Approvals;
import dev.tillbridge.hub.approvals.Logged;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Who said yes to what at the tills: nobody can change it, not even here. */
@Hidden
@RestController
@RequestMapping(ApprovalPages.ADDRESS)
class ApprovalPages {

  static final String ADDRESS = "/console/approvals";

  private static final int SHOWN = 100;
  private static final int FILE_MOST = 100_000;
  private static final int PPM_PLACES = 4;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> KINDS = List.of(
      "DISCOUNT",
      "EXEMPT",
      "PRICE",
      "REFUND",
      "REFUND_WITHOUT_RECEIPT",
      "BEYOND_LEASE",
      "RESERVED",
      "SECOND_CARD",
      "NO_SALE");

  private final ApprovalLog log;
  private final Places places;
  private final InstantSource clock;
  private final Templates templates;

  ApprovalPages(Approvals approvals, Places places, InstantSource clock, Templates templates) {
    this.log = approvals.log();
    this.places = places;
    this.clock = clock;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var found = log.newest(filter(form), SHOWN + 1);
    var words = new Words(zone(), clock.instant());
    var csv = UriComponentsBuilder.fromPath(ADDRESS + "/log.csv");
    Stream.of("kind", "person", "state", "from", "until")
        .filter(name -> !form.value(name).isEmpty())
        .forEach(name -> csv.queryParam(name, form.value(name)));
    return templates.page(
        200,
        "console/approvals.jte",
        Map.of(
            "view",
            new ApprovalsView(
                Frame.at(ADDRESS, places.merchant().name(), caller),
                caller.may(Authorities.PEOPLE_WRITE),
                form,
                found.stream().limit(SHOWN).map(row -> row(row, words)).toList(),
                KINDS.stream().map(kind -> new Choice(kind, kind(kind))).toList(),
                log.firstBroken()
                    .map(seq ->
                        "The log itself was changed at row %d. Somebody with access to the database did that."
                            .formatted(seq))
                    .orElse(null),
                csv.encode().toUriString(),
                found.size() > SHOWN)));
  }

  /** The same as a file, with everything that the log holds. */
  @GetMapping("/log.csv")
  ResponseEntity<byte[]> file(@RequestParam Map<String, String> values) {
    var rows = log.newest(filter(Filled.of(values)), FILE_MOST).stream()
        .map(row -> line(
            String.valueOf(row.seq()),
            row.id().toString(),
            row.approvedAt().toString(),
            row.kind(),
            row.allowed(),
            row.askedBy(),
            row.approvedBy(),
            row.reason(),
            row.register() == null ? "" : row.register(),
            row.how().name(),
            row.subject(),
            row.why() == null ? "" : row.why(),
            row.recordedAt().toString()));
    var text = Stream.concat(
            Stream.of(
                "number,id,approved_at,kind,allowed,asked_by,approved_by,reason,register,how,subject,does_not_count_because,recorded_at"),
            rows)
        .collect(Collectors.joining("\r\n", "", "\r\n"));
    return Download.of("approvals.csv", "text/csv;charset=UTF-8", text.getBytes(UTF_8));
  }

  private Filter filter(Filled form) {
    var kind = form.value("kind");
    var person = form.value("person");
    return new Filter(
        kind.isEmpty() ? null : kind,
        person.isEmpty() ? null : person,
        form.value("state").equals("refused"),
        day(form.value("from"), 0),
        day(form.value("until"), 1));
  }

  private @Nullable Instant day(String typed, int more) {
    try {
      return typed.isEmpty()
          ? null
          : LocalDate.parse(typed).plusDays(more).atStartOfDay(zone()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private ApprovalsView.Row row(Logged row, Words words) {
    boolean sale =
        List.of("DISCOUNT", "EXEMPT", "PRICE", "BEYOND_LEASE", "SECOND_CARD").contains(row.kind());
    return new ApprovalsView.Row(
        words.time(row.approvedAt()),
        kind(row.kind()),
        allowed(row.allowed()),
        row.askedBy(),
        row.approvedBy(),
        row.reason(),
        row.register() == null ? "" : row.register(),
        how(row.how()),
        row.subject().substring(0, Math.min(8, row.subject().length())),
        sale ? "/console/sales/" + row.subject() : null,
        row.why());
  }

  static String kind(String kind) {
    return switch (kind) {
      case "DISCOUNT" -> "Discount above the limit";
      case "EXEMPT" -> "Sale without tax";
      case "PRICE" -> "Another price";
      case "REFUND" -> "Refund";
      case "REFUND_WITHOUT_RECEIPT" -> "Refund without receipt";
      case "BEYOND_LEASE" -> "May oversell";
      case "RESERVED" -> "Reserved for a customer";
      case "SECOND_CARD" -> "Second card payment";
      case "NO_SALE" -> "Drawer opened without a sale";
      default -> Words.kind(kind);
    };
  }

  private static String how(Logged.How how) {
    return switch (how) {
      case ONLINE -> "PIN, checked by the hub";
      case OFFLINE -> "PIN at the till, signed";
      case OWN -> "Stood at the till himself";
    };
  }

  /** The few things that are allowed often, in words; anything else as it is. */
  private static String allowed(String json) {
    try {
      var read = JSON.readTree(json);
      if (read.path("ppm").isIntegralNumber()) {
        int ppm = read.path("ppm").asInt();
        return ppm == 0
            ? ""
            : BigDecimal.valueOf(ppm, PPM_PLACES).stripTrailingZeros().toPlainString() + " %";
      }
      if (read.path("amount").isIntegralNumber() && read.path("currency").isString()) {
        return Words.money(
            Money.of(read.path("amount").asLong(), read.path("currency").asString()));
      }
      if (read.path("lines").isArray()) {
        return read.path("lines")
            .valueStream()
            .map(line ->
                line.path("quantity").asInt(0) + " x " + line.path("sku").asString("?"))
            .collect(Collectors.joining(", "));
      }
      return read.isEmpty() ? "" : json;
    } catch (JacksonException | IllegalArgumentException e) {
      return json;
    }
  }

  private ZoneId zone() {
    return places.all().stream().findFirst().<ZoneId>map(Location::timeZone).orElse(ZoneOffset.UTC);
  }

  /** Quoted, and nothing in it is a formula to a spreadsheet. */
  private static String line(String... cells) {
    return Stream.of(cells)
        .map(cell -> !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell)
        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}

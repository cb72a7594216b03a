package dev.tillbridge.torture.workload;

import dev.tillbridge.torture.history.Call;
import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Place;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the hubs' HTTP API as a program of somebody else would, and writes everything down. */
public final class HubClient {

  /** A client gives up after this long. The hub may do it all the same, even much later. */
  public static final Duration PATIENCE = Duration.ofSeconds(8);

  /** What every article costs, in cents. */
  static final int PRICE = 1_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http;
  private final List<Integer> ports;
  private final History history;

  /** Asks through the hubs' doors. */
  public HubClient(Lab lab, History history) {
    this.http = lab.http();
    this.ports = lab.stations().stream().map(station -> station.door().port()).toList();
    this.history = history;
  }

  public int hubs() {
    return ports.size();
  }

  /** Asks that hub and notes what it says. */
  public Reply ask(Request request, int hub) {
    long askedAt = System.nanoTime();
    var reply = send(request, hub);
    history.add(new Call(request, hub, askedAt, System.nanoTime(), reply));
    return reply;
  }

  private Reply send(Request request, int hub) {
    var http = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + ports.get(hub) + path(request)))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + Lab.TOKEN)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body(request))))
        .build();
    try {
      return read(request, this.http.send(http, BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return new Reply.Unknown(String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Unknown("interrupted");
    }
  }

  private static String path(Request request) {
    return switch (request) {
      case Request.Hold _ -> "/api/v1/holds";
      case Request.Release release -> "/api/v1/holds/" + release.id() + "/release";
      case Request.Sale _ -> "/api/v1/sales";
      case Request.Receipt _ -> "/api/v1/stock/receipts";
    };
  }

  private static Map<String, Object> body(Request request) {
    return switch (request) {
      case Request.Hold hold ->
        Map.of(
            "id", hold.id(),
            "location", hold.location(),
            "channel", hold.channel(),
            "lines", lines(hold.location(), hold.lines()),
            "ttlSeconds", hold.ttlSeconds());
      case Request.Release _ -> Map.of();
      case Request.Sale sale -> sale(sale);
      case Request.Receipt receipt ->
        Map.of(
            "id", receipt.id(),
            "location", receipt.location(),
            "reference", "PO",
            "lines", lines(receipt.location(), receipt.lines()));
    };
  }

  private static List<Map<String, Object>> lines(String home, List<Line> lines) {
    return lines.stream()
        .map(line -> line.place().location().equals(home)
            ? Map.<String, Object>of("sku", line.sku(), "quantity", line.quantity())
            : Map.<String, Object>of(
                "sku", line.sku(),
                "quantity", line.quantity(),
                "location", line.place().location()))
        .toList();
  }

  /** The same for the same sale, and short: one id in many thousand reads like a card's number. */
  private static String receiptNumber(Request.Sale sale) {
    return "R1-" + Long.toString(sale.id().getLeastSignificantBits() >>> 12, 36);
  }

  private static Map<String, Object> sale(Request.Sale sale) {
    int total = PRICE * sale.lines().stream().mapToInt(Line::quantity).sum();
    var body = new HashMap<String, Object>();
    body.put("id", sale.id());
    body.put("location", sale.location());
    body.put("channel", "COUNTER");
    if (sale.location().equals(Lab.MAIN)) {
      body.put("register", "R1");
      body.put("receiptNumber", receiptNumber(sale));
    }
    body.put("soldAt", sale.soldAt().toString());
    body.put("holdId", sale.holdId());
    body.put("currency", "USD");
    body.put(
        "lines",
        sale.lines().stream()
            .map(line ->
                Map.of("sku", line.sku(), "quantity", line.quantity(), "unitPrice", money(PRICE)))
            .toList());
    body.put("taxes", List.of());
    body.put(
        "tenders",
        List.of(Map.of(
            "kind", "CASH",
            "amount", money(total),
            "tendered", money(total),
            "change", money(0))));
    return body;
  }

  private static Map<String, Object> money(int minor) {
    return Map.of("minor", minor, "currency", "USD");
  }

  private static Reply read(Request request, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 503) {
      return new Reply.Unknown("503");
    }
    try {
      var json = JSON.readTree(answer.body());
      if (status == 409) {
        return conflict(request, json, answer);
      }
      if (status == 201 || status == 200) {
        return switch (request) {
          case Request.Hold _ -> new Reply.Granted(units(json));
          case Request.Release _ -> new Reply.Now(json.path("state").asString());
          case Request.Sale _, Request.Receipt _ -> new Reply.Recorded();
        };
      }
    } catch (JacksonException cutShort) {
      return new Reply.Unknown("unreadable: " + answer.body());
    }
    return new Reply.Wrong(status, answer.body());
  }

  private static Reply conflict(Request request, JsonNode json, HttpResponse<String> answer) {
    return switch (json.path("code").asString("")) {
      case "insufficient-stock" -> new Reply.Refused(available(request, json));
      case "hold-ended" -> new Reply.Ended(json.path("state").asString());
      case "id-reused" -> new Reply.Reused();
      default -> new Reply.Wrong(answer.statusCode(), answer.body());
    };
  }

  private static Map<Place, Integer> available(Request request, JsonNode problem) {
    var home = request instanceof Request.Hold hold ? hold.location() : "";
    var available = new HashMap<Place, Integer>();
    problem.path("shortages").forEach(s -> {
      var location = s.path("location").asString(home);
      available.put(
          new Place(location, s.path("sku").asString()), s.path("available").asInt());
    });
    return available;
  }

  private static Map<Place, Integer> units(JsonNode hold) {
    var home = hold.path("location").asString("");
    var units = new HashMap<Place, Integer>();
    hold.path("lines").forEach(line -> {
      var place =
          new Place(line.path("location").asString(home), line.path("sku").asString());
      units.merge(place, line.path("quantity").asInt(), Integer::sum);
    });
    return units;
  }
}

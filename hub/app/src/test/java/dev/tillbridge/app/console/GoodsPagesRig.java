package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The pages about goods, as a browser without a script uses them. */
abstract class GoodsPagesRig {

  static final String STOCK = "/console/stock";
  final Hub hub = Hub.shared();

  static Map<String, String> order(UUID id, String sku, String units, String cost) {
    return Map.of(
        "id", id.toString(),
        "rows", "5",
        "supplier", "Potter & Sons",
        "reference", "PO 17",
        "location", "main",
        "expectedOn", "2027-01-15",
        // The first rows are empty.
        "lines[2].sku", sku,
        "lines[2].quantity", units,
        "lines[2].unitCost", cost);
  }

  Answer get(String path) {
    return hub.http().send("GET", STOCK + path, null, session("OWNER"));
  }

  Answer post(String path, Map<String, String> form) {
    var body = form.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return hub.http().send("POST", STOCK + path, body.getBytes(UTF_8), session("OWNER"));
  }

  String[] session(String role) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session(role),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/x-www-form-urlencoded"
    };
  }
}

package dev.tillbridge.app.scenarios;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

/** The simulated company, as its bookkeeper sees it, and the hub's sales on their way there. */
record Books(Hub hub) {

  /** With these, an owner can be led to his books and back. */
  static final Map<String, String> WAY = Map.of(
      "TILLBRIDGE_PUBLIC_URL",
      "{hub}",
      "TILLBRIDGE_QUICKBOOKS_CONSENT_URL",
      "{sandbox}/quickbooks/connect/oauth2");

  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }

  /** A SKU that the books have an item of, with enough on the shelf. */
  String goods(int cents) {
    var sku = Goods.stocked(hub, 1_000, cents);
    hub.outside().list(sku, cents);
    return sku;
  }

  /** One is sold for cash. */
  UUID sell(String sku, int cents) {
    var id = UUID.randomUUID();
    var answer = hub.http().post("/api/v1/sales", Goods.cashSale(id, sku, 1, cents));
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.toString());
    }
    return id;
  }

  /** What became of a sale's booking. */
  JsonNode booking(UUID sale) {
    for (var news : hub.http().get("/api/v1/sales/" + sale).json().path("deliveries")) {
      if (news.path("destination").asString("").equals("BOOKS")) {
        return news;
      }
    }
    throw new IllegalStateException("no booking of " + sale);
  }

  String state(UUID sale) {
    return booking(sale).path("state").asString("");
  }

  String note(UUID sale) {
    return booking(sale).path("note").asString("");
  }

  void retry(UUID sale) {
    var id = booking(sale).path("id").asString("");
    var answer = hub.http().post("/api/v1/deliveries/" + id + "/retry", "");
    if (answer.status() >= 300) {
      throw new IllegalStateException(answer.toString());
    }
  }

  /** The company's documents of a sale. */
  List<JsonNode> documents(UUID sale) {
    return truth()
        .path("documents")
        .valueStream()
        .filter(d -> d.path("privateNote").asString("").contains(sale.toString()))
        .toList();
  }

  JsonNode truth() {
    return hub.outside().truth("quickbooks");
  }

  /** Something that a person, or another app, does there. */
  JsonNode at(String path, String json) {
    var answer = hub.outside()
        .http()
        .send(
            "POST",
            "/sandbox/quickbooks" + path,
            json.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json();
  }

  /** The open case of this kind about this subject; missing when there is none. */
  JsonNode openCase(String kind, String subject) {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("kind").asString("").equals(kind)
            && c.path("subject").asString("").equals(subject))
        .findFirst()
        .orElseGet(() -> tools.jackson.databind.node.MissingNode.getInstance());
  }

  /** An owner goes to the books, says yes, and comes back. */
  Answer connect() {
    var out = begin();
    return comeBack(out, consented(out));
  }

  /** He sets out. */
  Answer begin() {
    return hub.http()
        .send(
            "GET",
            "/console/books/connect",
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"));
  }

  /** He says yes there; where he is led then. */
  String consented(Answer out) {
    var consent = URI.create(out.header("Location"));
    var back = URI.create(hub.outside()
        .http()
        .send("GET", consent.getRawPath() + "?" + consent.getRawQuery(), null)
        .header("Location"));
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  /** He comes back in the browser in which he set out. */
  Answer comeBack(Answer out, String path) {
    return hub.http().send("GET", path, null, "Cookie", out.header("Set-Cookie").split(";", 2)[0]);
  }
}

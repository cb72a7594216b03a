package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The cases of one shelf, by the public API. */
record DeskCases(Hub hub, String sku) {

  /** Those that are open about this SKU at main. */
  List<JsonNode> open() {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("subject").asString("").equals("main|" + sku))
        .toList();
  }

  /** The only one, with all that it tells. */
  JsonNode only() {
    assertThat(open()).hasSize(1);
    var answer = hub.http().get("/api/v1/cases/" + open().getFirst().path("id").asString());
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  /** Asks for a remedy; fields is the rest of the body. */
  Answer remedy(JsonNode of, UUID id, String remedy, String fields) {
    return hub.http()
        .post(
            "/api/v1/cases/" + of.path("id").asString() + "/remedies",
            "{\"id\": \"%s\", \"remedy\": \"%s\"%s}".formatted(id, remedy, fields));
  }
}

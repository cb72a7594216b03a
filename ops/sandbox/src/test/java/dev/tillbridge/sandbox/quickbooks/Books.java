package dev.tillbridge.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.TestClock;
import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A company and a client of it that never goes too fast. */
final class Books implements AutoCloseable {

  final TestClock clock = new TestClock();
  final World world = World.start(SandboxOptions.defaults().at(clock));
  final String token = world.booksToken();

  /** The id of what has this name. */
  String id(String entity, String name) {
    clock.pass(Duration.ofMillis(200));
    var field = entity.equals("Customer") ? "DisplayName" : "Name";
    var found =
        world.query(token, "select * from %s where %s = '%s'".formatted(entity, field, name));
    return Json.text(found.at("/" + entity + "/0"), "Id", "");
  }

  HttpResponse<String> send(String path, String body) {
    clock.pass(Duration.ofMillis(200));
    return world.books(token, path, body);
  }

  /** What was written, which must have been accepted. */
  JsonNode ok(String path, String body) {
    var answer = world.ok(send(path, body));
    return answer.path(answer.propertyNames().iterator().next());
  }

  JsonNode query(String text) {
    clock.pass(Duration.ofMillis(200));
    return world.query(token, text);
  }

  JsonNode get(String path) {
    clock.pass(Duration.ofMillis(200));
    return world.ok(world.get(World.COMPANY + path, "Authorization", "Bearer " + token));
  }

  void refused(String path, String body, String code) {
    var answer = send(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Json.text(World.json(answer).at("/Fault/Error/0"), "code")).isEqualTo(code);
  }

  /** What a person or another app does. */
  JsonNode control(String path, String body) {
    return world.ok(world.post("/sandbox/quickbooks" + path, body));
  }

  /** What is on an account, by QuickBooks' own double entry. */
  String balance(String account) {
    return Json.text(world.truth("quickbooks").path("balances"), account, "none");
  }

  /** A receipt over one line of an item. */
  String sold(String number, String amount, String tax, String more) {
    return """
        {"DocNumber":"%s","TxnDate":"2026-11-22","CustomerRef":{"value":"%s"},
         "Line":[{"Amount":%s,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":
           {"ItemRef":{"value":"%s"},"TaxCodeRef":{"value":"TAX"}}}],
         "TxnTaxDetail":{"TotalTax":%s}%s}""".formatted(
            number,
            id("Customer", "Walk-in customer"),
            amount,
            id("Item", "Enamel mug Blue"),
            tax,
            more.isEmpty() ? "" : "," + more);
  }

  @Override
  public void close() {
    world.close();
  }
}

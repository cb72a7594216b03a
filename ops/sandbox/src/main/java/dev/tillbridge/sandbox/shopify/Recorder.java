package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes down what was asked, answered and told, one JSON object a line, so that others can hold it
 * against what Shopify publishes (ops/verify does). Only where the property names a folder.
 */
final class Recorder {

  /** The folder to write to; each process has a file of its own there. */
  static final String PROPERTY = "tillbridge.sandbox.record";

  /** Of one document, or of one topic; the thousandth says nothing that the first did not. */
  private static final int MOST = 200;

  private static final Map<String, Integer> WRITTEN = new HashMap<>();

  private Recorder() {}

  /** A GraphQL request as it came, and the envelope that went back. */
  static void conversation(String apiVersion, String request, String answer) {
    var folder = System.getProperty(PROPERTY);
    var asked = folder == null ? null : Json.parseObject(request);
    var query = asked == null ? null : Json.text(asked, "query");
    if (folder != null && asked != null && query != null) {
      var line = Json.object().put("version", apiVersion);
      line.set("request", asked);
      line.set("answer", Json.MAPPER.readTree(answer));
      write(Path.of(folder), query, line);
    }
  }

  /** A webhook's body. */
  static void webhook(WebhookDelivery delivery) {
    var folder = System.getProperty(PROPERTY);
    if (folder != null) {
      var line = Json.object().put("topic", delivery.topic());
      line.set("payload", Json.MAPPER.readTree(delivery.body()));
      write(Path.of(folder), delivery.topic(), line);
    }
  }

  private static synchronized void write(Path folder, String kind, JsonNode line) {
    if (WRITTEN.merge(kind, 1, Integer::sum) > MOST) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(ProcessHandle.current().pid() + ".jsonl"),
          Json.write(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

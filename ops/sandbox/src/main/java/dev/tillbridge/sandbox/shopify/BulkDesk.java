package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bulk operations: created, running, and after a while a file of lines by an address that runs out.
 * Five may run at once. The files do not outlive the sandbox; then their addresses have run out.
 */
final class BulkDesk {

  /** As many as Shopify runs for one app and shop (since 2026-01). */
  static final int AT_ONCE = 5;

  private static final Pattern FILE = Pattern.compile("/bulk/(\\d+)-(\\d+)\\.jsonl");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");

  /** How the next operations go; told by whoever tests. */
  private record Manner(long millis, @Nullable String fail, boolean partial) {}

  private final ShopData data;
  private final QueryNode root;
  private final Webhooks webhooks;
  private final Executor underLock;
  private final String below;
  private final Map<Long, String> files = new HashMap<>();
  private Manner manner = new Manner(0, null, false);
  private int failures;

  /** Counts up whenever addresses run out. */
  private long generation = 1;

  private String host = "127.0.0.1";

  /** {@code below} is the path of the shop, where its files are. */
  BulkDesk(ShopData data, QueryNode root, Webhooks webhooks, Executor underLock, String below) {
    this.below = below;
    this.data = data;
    this.root = root;
    this.webhooks = webhooks;
    this.underLock = underLock;
  }

  /** Where callers reach us, which is where the files are. */
  void calledAt(@Nullable String newHost) {
    if (newHost != null) {
      host = newHost;
    }
  }

  /** Back to the first day. */
  void forget() {
    files.clear();
    manner = new Manner(0, null, false);
    failures = 0;
  }

  GraphNode run(Map<String, Object> arguments) {
    var query = Arguments.text(arguments, "query");
    var objection = BulkLines.objection(query);
    if (objection != null) {
      return payload(null, "INVALID", objection);
    }
    if (data.bulks.all().stream().filter(BulkOperation::running).count() >= AT_ONCE) {
      return payload(null, "LIMIT_REACHED", "Too many bulk operations are running.");
    }
    long id = 5_000_000L + data.counters.up("bulk");
    var operation = new BulkOperation(id, query, "CREATED", null, 0, 0, 0, false, data.now(), null);
    data.bulks.put(id, operation);
    CompletableFuture.delayedExecutor(manner.millis(), TimeUnit.MILLISECONDS)
        .execute(() -> underLock.execute(() -> complete(id)));
    return payload(operation, null, null);
  }

  private void complete(long id) {
    var operation = data.bulks.get(id);
    if (operation == null || !operation.running()) {
      return;
    }
    boolean fails = manner.fail() != null && failures > 0;
    var result = BulkLines.run(root, operation.query());
    var text = fails ? half(result.text()) : result.text();
    if (fails) {
      failures--;
    }
    if (!text.isEmpty() && (!fails || manner.partial())) {
      files.put(id, text);
    }
    var done = new BulkOperation(
        id,
        operation.query(),
        fails ? "FAILED" : "COMPLETED",
        fails ? manner.fail() : null,
        result.objects(),
        result.roots(),
        text.length(),
        fails && manner.partial(),
        operation.createdAt(),
        data.now());
    data.bulks.put(id, done);
    var body = Json.object().put("admin_graphql_api_id", Gid.of("BulkOperation", id));
    body.put("completed_at", data.now().toString());
    body.put("created_at", done.createdAt().toString());
    body.put("error_code", fails ? manner.fail() : null);
    body.put("status", done.status().toLowerCase(java.util.Locale.ROOT)).put("type", "query");
    webhooks.announce(List.of(new Webhooks.News("bulk_operations/finish", body)));
  }

  private static String half(String text) {
    int end = text.lastIndexOf('\n', text.length() / 2);
    return end < 0 ? "" : text.substring(0, end + 1);
  }

  /** A look finds a created operation running from then on. */
  @Nullable
  GraphNode look(String gid) {
    var operation = data.bulks.get(Gid.number("BulkOperation", gid));
    if (operation == null) {
      return null;
    }
    if (operation.status().equals("CREATED")) {
      operation = operation.as("RUNNING");
      data.bulks.put(operation.id(), operation);
    }
    return node(operation);
  }

  private GraphNode node(BulkOperation operation) {
    var fields = new HashMap<String, Object>();
    fields.put("id", Gid.of("BulkOperation", operation.id()));
    fields.put("status", operation.status());
    fields.put("type", "QUERY");
    fields.put("query", operation.query());
    fields.put("objectCount", Long.toString(operation.objects()));
    fields.put("rootObjectCount", Long.toString(operation.roots()));
    fields.put("createdAt", operation.createdAt().toString());
    if (operation.completedAt() != null) {
      fields.put("completedAt", operation.completedAt().toString());
    }
    if (operation.errorCode() != null) {
      fields.put("errorCode", operation.errorCode());
    }
    if (files.containsKey(operation.id())) {
      var address =
          "http://" + host + below + "/bulk/" + operation.id() + "-" + generation + ".jsonl";
      fields.put(operation.partial() ? "partialDataUrl" : "url", address);
      fields.put("fileSize", Long.toString(operation.bytes()));
    }
    return new GraphNode.Fixed("BulkOperation", fields);
  }

  private GraphNode payload(
      @Nullable BulkOperation operation, @Nullable String code, @Nullable String message) {
    var fields = new HashMap<String, Object>();
    fields.put("userErrors", List.of());
    if (operation != null) {
      fields.put("bulkOperation", node(operation));
    } else {
      fields.put(
          "userErrors",
          List.of(new GraphNode.Fixed(
              "BulkOperationUserError",
              Map.of(
                  "code",
                  String.valueOf(code),
                  "field",
                  List.of("query"),
                  "message",
                  String.valueOf(message)))));
    }
    return new GraphNode.Fixed("BulkOperationRunQueryPayload", fields);
  }

  /** The file's bytes, or the part that was asked for; null when the path is none of ours. */
  @Nullable
  Answer file(Call call) {
    var path = FILE.matcher(call.path().replaceFirst("^/[^/]+", ""));
    if (!path.matches()) {
      return null;
    }
    var text = files.get(Long.parseLong(path.group(1)));
    if (text == null || Long.parseLong(path.group(2)) != generation) {
      return Answer.of(403, "application/xml", "<Error><Code>ExpiredToken</Code></Error>");
    }
    data.counters.up("bulkPieces");
    var range = RANGE.matcher(String.valueOf(call.header("Range")));
    return range.matches() ? part(text, range) : Answer.of(200, "application/jsonl", text);
  }

  private static Answer part(String text, Matcher range) {
    long from = Long.parseLong(range.group(1));
    if (from >= text.length()) {
      return Answer.of(416, "application/jsonl", "")
          .with("Content-Range", "bytes */" + text.length());
    }
    long last = range.group(2) == null ? text.length() - 1L : Long.parseLong(range.group(2));
    int end = (int) Math.min(text.length(), last + 1);
    return Answer.of(206, "application/jsonl", text.substring((int) from, end))
        .with("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + text.length());
  }

  /**
   * How operations go from now on: {@code millis} until they end, {@code fail} with this code so
   * often as {@code times} says, {@code expire} the addresses that were given out.
   */
  Answer order(String body) {
    var wish = Json.parseObject(body);
    if (wish == null) {
      return Answer.problem(400, "invalid-request", "the body is not a JSON object");
    }
    manner = new Manner(
        Math.clamp(wish.path("millis").asLong(0), 0, Duration.ofHours(1).toMillis()),
        Json.text(wish, "fail"),
        wish.path("partial").asBoolean(false));
    failures = manner.fail() == null ? 0 : Math.max(1, wish.path("times").asInt(1));
    if (wish.path("expire").asBoolean(false)) {
      generation++;
    }
    if (wish.path("forget").asBoolean(false)) {
      files.clear();
      for (var old : List.copyOf(data.bulks.all())) {
        data.bulks.put(old.id(), old.as("EXPIRED"));
      }
    }
    return Answer.json(200, Json.object().put("millis", manner.millis()));
  }
}

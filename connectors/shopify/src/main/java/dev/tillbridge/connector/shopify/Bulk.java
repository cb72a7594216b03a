package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.connector.shopify.BulkFile.Piece;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.Preparing;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads much by Shopify's bulk operations: Shopify runs a query in the background and puts the
 * result into a file of JSON lines (shopify.dev, "Perform bulk operations with the GraphQL Admin
 * API"). The cursor is the operation's id and the byte at which the next line begins, so reading
 * goes on after a crash; a file that is gone, which it is after seven days, is asked for anew.
 */
final class Bulk {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  /** Five operations may run at once for an app and a shop; others of the app may be at it. */
  private static final Duration WHEN_BUSY = Duration.ofSeconds(15);

  /** Shopify gave up on an operation; at once it would only do so again. */
  private static final Duration BEFORE_ANOTHER = Duration.ofSeconds(30);

  private static final int TRIES = 5;

  private static final Pattern AT =
      Pattern.compile("(\\d{1,2})/(gid://shopify/BulkOperation/\\d{1,19})@(\\d{1,18})");
  private static final Pattern ANEW = Pattern.compile("(\\d{1,2})/anew");

  /**
   * Lines, or how far the file is.
   *
   * @param from the byte at which the first line begins
   */
  record Part(
      List<String> lines,
      long from,
      @Nullable String cursor,
      @Nullable Preparing preparing) {}

  /** A file that is ready, and where it is. */
  private record Ready(String operation, String address) {}

  private final GraphQl graphQl;
  private final BulkFile file;
  private volatile @Nullable Ready ready;

  Bulk(GraphQl graphQl, BulkFile file) {
    this.graphQl = graphQl;
    this.file = file;
  }

  /**
   * The next part of what the query asks for.
   *
   * @param cursor from the part before, or null to begin
   */
  Outcome<Part> part(Document query, @Nullable String cursor) {
    var anew = ANEW.matcher(cursor == null ? "1/anew" : cursor);
    if (anew.matches()) {
      return begin(query, Integer.parseInt(anew.group(1)));
    }
    var at = AT.matcher(String.valueOf(cursor));
    if (!at.matches()) {
      return new Refused<>("not a place in a bulk operation: " + cursor);
    }
    return goOn(Integer.parseInt(at.group(1)), at.group(2), Long.parseLong(at.group(3)));
  }

  private Outcome<Part> begin(Document query, int attempt) {
    var variables = Json.object().put("query", query.text());
    var begun = then(graphQl.call(Document.BULK_RUN, variables), data -> {
      try {
        var payload = Field.root(data).at("bulkOperationRunQuery");
        var errors = UserError.of(payload);
        return errors.isEmpty()
            ? preparing(attempt, payload.at("bulkOperation").at("id").gid("BulkOperation"), 0, 0)
            : refused(errors);
      } catch (NotAsDocumented e) {
        return notAsDocumented(e);
      }
    });
    // Whatever it began only reads, and ends by itself: beginning again does no harm.
    return begun instanceof InDoubt<Part>(var why) ? new NotSent<>(why, WHEN_BUSY) : begun;
  }

  private static Outcome<Part> refused(List<UserError> errors) {
    var words = "Shopify: " + UserError.words(errors);
    boolean busy = errors.stream()
        .anyMatch(error -> error.is("OPERATION_IN_PROGRESS") || error.is("LIMIT_REACHED"));
    return busy ? new NotSent<>(words, WHEN_BUSY) : new Refused<>(words);
  }

  private Outcome<Part> goOn(int attempt, String id, long from) {
    var known = ready;
    if (known != null && known.operation().equals(id)) {
      var read = read(attempt, known, from);
      if (!isGone(read)) {
        return read;
      }
      // Addresses are signed for a while; the operation may name a new one.
      ready = null;
    }
    return then(
        graphQl.call(Document.BULK_OPERATION, Json.object().put("id", id)),
        data -> standing(attempt, id, from, data));
  }

  private Outcome<Part> standing(int attempt, String id, long from, JsonNode data) {
    try {
      var operation = Field.root(data).at("bulkOperation");
      if (operation.missing()) {
        return again(attempt, "Shopify does not know the operation any more");
      }
      return switch (operation.at("status").text()) {
        case "CREATED", "RUNNING", "CANCELING" ->
          preparing(
              attempt, id, from, Long.parseLong(operation.at("objectCount").text()));
        case "COMPLETED" -> completed(attempt, id, from, operation.at("url").textIfAny());
        case "CANCELED" -> new Refused<>("the reading was called off in Shopify");
        case "FAILED" -> failed(attempt, operation.at("errorCode").textIfAny());
        case "EXPIRED" -> again(attempt, "Shopify has thrown the file away");
        case String other ->
          throw operation.at("status").wrong("must be a known status, not " + other);
      };
    } catch (NotAsDocumented | NumberFormatException e) {
      return new Refused<>("Shopify's answer is not as documented: " + e.getMessage());
    }
  }

  private Outcome<Part> completed(int attempt, String id, long from, @Nullable String address) {
    if (address == null) {
      // Nothing was found; then there is no file.
      return new Delivered<>(new Part(List.of(), 0, null, null));
    }
    var now = new Ready(id, address);
    ready = now;
    var read = read(attempt, now, from);
    return isGone(read) ? again(attempt, "the file is gone") : read;
  }

  private Outcome<Part> read(int attempt, Ready where, long from) {
    return file.read(where.address(), from)
        .map((Piece piece) -> new Part(
            piece.lines(),
            from,
            piece.next() < 0 ? null : attempt + "/" + where.operation() + "@" + piece.next(),
            null));
  }

  private static boolean isGone(Outcome<Part> read) {
    return read instanceof Refused<Part>(var reason, var ignored)
        && reason == Outcome.Reason.NOT_FOUND;
  }

  /** A part of a list cannot be judged: a SKU may be shared with what is missing. So all of it. */
  private static Outcome<Part> failed(int attempt, @Nullable String code) {
    return "ACCESS_DENIED".equals(code)
        ? new Refused<>("Shopify does not let this app read it: ACCESS_DENIED")
        : again(attempt, "Shopify gave up: " + code);
  }

  private static Outcome<Part> again(int attempt, String why) {
    return attempt >= TRIES
        ? new Refused<>(why + ", " + TRIES + " times")
        : new Delivered<>(
            new Part(List.of(), 0, (attempt + 1) + "/anew", new Preparing(0, BEFORE_ANOTHER)));
  }

  private static Outcome<Part> preparing(int attempt, String id, long from, long soFar) {
    return new Delivered<>(new Part(
        List.of(), from, attempt + "/" + id + "@" + from, new Preparing(soFar, ASK_AGAIN)));
  }

  private static <T> Outcome<T> notAsDocumented(NotAsDocumented e) {
    return new Refused<>("Shopify's answer is not as documented: " + e.reason());
  }
}

package dev.tillbridge.connector.shopify;

import dev.tillbridge.connector.shopify.Transport.Answer;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls Shopify's Admin GraphQL end within its limits, with a token, and judges the answer. */
final class GraphQl {

  private static final Logger log = LoggerFactory.getLogger(GraphQl.class);

  private static final Duration WHILE_CLOSED = Duration.ofMinutes(15);

  private final String shop;
  private final HttpUrl url;
  private final Transport transport;
  private final Bearer tokens;
  private final Door door;
  private final CostBucket bucket;
  private final InstantSource clock;
  private volatile @Nullable String served;

  GraphQl(
      ShopifySettings settings,
      Transport transport,
      Bearer tokens,
      Door door,
      InstantSource clock) {
    this.shop = settings.shop();
    this.url = HttpUrl.get(settings.baseUrl().toString())
        .newBuilder()
        .addPathSegments("admin/api/" + settings.apiVersion() + "/graphql.json")
        .build();
    this.transport = transport;
    this.tokens = tokens;
    this.door = door;
    this.bucket = new CostBucket(clock);
    this.clock = clock;
  }

  /** The answer's {@code data}; user errors inside it are the caller's to read. */
  Outcome<JsonNode> call(Document document, ObjectNode variables) {
    return call(document, 1, variables);
  }

  /** How long the next call should wait when there are always more to make. */
  Duration pace(Document document, int size) {
    return bucket.pace(document, size);
  }

  /** How long until there is room for one call each of these, about so many things. */
  Duration room(Document first, Document second, int size) {
    return bucket.room(bucket.cost(first, 1) + bucket.cost(second, size));
  }

  /** How long a call that can wait should wait for the sake of those that cannot. */
  Duration patience(Document document, int size) {
    return bucket.patience(bucket.cost(document, size));
  }

  /**
   * As {@link #call(Document, ObjectNode)}.
   *
   * @param size how many things it is about, which its cost depends on
   */
  Outcome<JsonNode> call(Document document, int size, ObjectNode variables) {
    var closed = closed();
    if (closed != null) {
      return new NotSent<>(closed, WHILE_CLOSED);
    }
    return Outcomes.then(tokens.current(), token -> {
      var first = limited(document, size, variables, token);
      // 401 comes before anything is carried out, so one more try with another token is safe.
      return answered(first, 401) && tokens.reject(token)
          ? Outcomes.then(tokens.current(), fresh -> retried(document, size, variables, fresh))
          : first.outcome;
    });
  }

  private @Nullable String closed() {
    try {
      return door.closed();
    } catch (RuntimeException e) {
      log.warn("{}: nobody can tell whether it may be called", shop, e);
      return "it cannot be told whether the shop may be called: " + e.getMessage();
    }
  }

  /** The version that answered last; null before the first answer. */
  @Nullable
  String served() {
    return served;
  }

  private Outcome<JsonNode> retried(
      Document document, int size, ObjectNode variables, String token) {
    var second = limited(document, size, variables, token);
    if (answered(second, 401)) {
      tokens.reject(token);
    }
    return second.outcome;
  }

  /** What came, and what it means; nothing came when the limit held us back. */
  private record Result(@Nullable Answer answer, Outcome<JsonNode> outcome) {}

  private static boolean answered(Result result, int status) {
    return result.answer instanceof Answer.Heard heard && heard.status() == status;
  }

  private Result limited(Document document, int size, ObjectNode variables, String token) {
    int cost = bucket.cost(document, size);
    var wait = bucket.take(cost);
    if (wait.isPositive()) {
      return new Result(null, new NotSent<>("close to Shopify's call limit", wait));
    }
    CostBucket.Told told = null;
    try {
      var body = Json.object().put("query", document.text(size));
      body.set("variables", variables);
      var answer = transport.post(url, "application/json", Json.write(body), token);
      if (answer instanceof Answer.Heard heard && heard.apiVersion() != null) {
        served = heard.apiVersion();
      }
      var envelope = answer instanceof Answer.Heard heard ? Json.objectOrNull(heard.body()) : null;
      told = envelope == null ? null : CostBucket.Told.from(envelope);
      var outcome = Judgement.of(document.writes(), clock.instant(), answer, envelope);
      var result = new Result(answer, outcome);
      note(document, result);
      return result;
    } finally {
      bucket.settle(document, size, cost, told);
    }
  }

  private void note(Document document, Result result) {
    // 402 frozen, 423 locked, 430 taken for an attack: knocking again does not open the door.
    boolean everybodyWaits = answered(result, 429)
        || answered(result, 402)
        || answered(result, 423)
        || answered(result, 430);
    if (everybodyWaits
        && result.outcome instanceof NotSent<JsonNode> notSent
        && notSent.waitAtLeast() != null) {
      bucket.pause(notSent.waitAtLeast());
    }
    if (result.outcome instanceof Outcome.Delivered<JsonNode>) {
      log.debug("{}: {} answered", shop, document);
    } else {
      log.info("{}: {} ended as {}", shop, document, result.outcome);
    }
  }
}

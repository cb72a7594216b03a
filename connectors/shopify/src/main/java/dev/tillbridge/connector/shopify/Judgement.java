package dev.tillbridge.connector.shopify;

import dev.tillbridge.connector.shopify.Transport.Answer;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an answer of Shopify's GraphQL end means. For a write there are answers after which it may
 * have happened; a read that brought nothing was simply not answered.
 */
final class Judgement {

  /** The shop is locked, frozen or thinks us dangerous: minutes will not change that. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(30);

  private static final Duration USUAL_RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
  private static final Duration SHORTEST_THROTTLE = Duration.ofSeconds(1);

  /** They broke, rather than said no: whatever they were doing may be done. */
  private static final Set<String> BROKEN =
      Set.of("INTERNAL_SERVER_ERROR", "INTERNAL_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE");

  private final boolean write;
  private final Instant now;

  private Judgement(boolean write, Instant now) {
    this.write = write;
    this.now = now;
  }

  /**
   * @param envelope the answer's body when it is a JSON object
   * @return the answer's data when all of it is there
   */
  static Outcome<JsonNode> of(
      boolean write, Instant now, Answer answer, @Nullable JsonNode envelope) {
    var judgement = new Judgement(write, now);
    return switch (answer) {
      case Answer.NotReached(var why) -> new NotSent<>(why, null);
      case Answer.Lost(var why) -> judgement.unsure(why, null);
      case Answer.Heard heard -> judgement.heard(heard, envelope);
    };
  }

  private Outcome<JsonNode> heard(Answer.Heard heard, @Nullable JsonNode envelope) {
    int status = heard.status();
    var said = "Shopify answered " + status + words(envelope);
    return switch (status) {
      case 200 ->
        envelope == null
            ? unsure("Shopify answered 200 with something that is not JSON", null)
            : data(envelope);
      case 401 ->
        new NotSent<>("Shopify did not accept the access token", AccessTokens.PAUSE_AFTER_REFUSAL);
      // 402 frozen, 423 locked, 430 taken for an attack.
      case 402, 423, 430 -> new NotSent<>(said, LONG_WAIT);
      case 429 -> new NotSent<>(said, retryAfter(heard.retryAfter(), now));
      case 408 -> unsure(said, null);
      default ->
        status >= 500
            ? unsure(said, heard.retryAfter() == null ? null : retryAfter(heard.retryAfter(), now))
            : new Refused<>(said);
    };
  }

  private Outcome<JsonNode> data(JsonNode envelope) {
    var errors = envelope.path("errors");
    var data = envelope.path("data");
    if (errors.isMissingNode() || errors.isNull() || (errors.isArray() && errors.isEmpty())) {
      return data.isObject()
          ? new Delivered<>(data)
          : unsure("Shopify answered neither data nor errors", null);
    }
    var said = "Shopify's errors" + words(envelope);
    boolean coded = errors.isArray();
    for (var error : errors) {
      var code = error.path("extensions").path("code").stringValue("");
      if (BROKEN.contains(code)) {
        return unsure(said, null);
      }
      if (code.equals("THROTTLED")) {
        return new NotSent<>(said, throttled(envelope));
      }
      coded &= !code.isEmpty();
    }
    boolean something = data.isObject() && data.valueStream().anyMatch(part -> !part.isNull());
    // With data it was begun. Only a coded error and no result says that it was not carried out.
    if (write && (something || (data.isObject() && !coded))) {
      return new InDoubt<>(said);
    }
    return new Refused<>(said);
  }

  private Outcome<JsonNode> unsure(String why, @Nullable Duration wait) {
    return write ? new InDoubt<>(why) : new NotSent<>(why, wait);
  }

  private static Duration throttled(JsonNode envelope) {
    var told = CostBucket.Told.from(envelope);
    var wait = told == null ? USUAL_RETRY_AFTER : told.untilItFits();
    return wait.compareTo(SHORTEST_THROTTLE) < 0 ? SHORTEST_THROTTLE : wait;
  }

  /** Shopify writes seconds, also with decimals ("2.0"); the HTTP standard allows a date as well. */
  static Duration retryAfter(@Nullable String header, Instant now) {
    var wait = USUAL_RETRY_AFTER;
    if (header != null && header.strip().matches("\\d{1,6}(\\.\\d{1,6})?")) {
      wait = Duration.ofMillis((long) (Double.parseDouble(header.strip()) * 1000));
    } else if (header != null) {
      try {
        var at = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        wait = Duration.between(now, at.toInstant());
      } catch (DateTimeException e) {
        // Not a date either: the usual wait is as good a guess as any.
        wait = USUAL_RETRY_AFTER;
      }
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
  }

  /** Their words, shortened; {@code errors} is a list, or in some answers just a text. */
  private static String words(@Nullable JsonNode envelope) {
    if (envelope == null) {
      return "";
    }
    var errors = envelope.path("errors");
    var words = new ArrayList<String>();
    if (errors.isString()) {
      words.add(errors.stringValue());
    }
    for (var error : errors) {
      var code = error.path("extensions").path("code").stringValue("");
      words.add((code.isEmpty() ? "" : code + ": ") + error.path("message").stringValue("?"));
    }
    var all = String.join("; ", words);
    return all.isEmpty() ? "" : ": " + (all.length() > 400 ? all.substring(0, 400) + "..." : all);
  }
}

package dev.tillbridge.connector.woocommerce;

import dev.tillbridge.connector.woocommerce.Transport.Answer;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Calls WooCommerce's REST v3 and judges the answer. For a write there are answers after which it
 * may have happened; a read that brought nothing was simply not answered.
 */
final class Rest {

  private static final Logger log = LoggerFactory.getLogger(Rest.class);

  /** A wrong key, a switched-off plugin, a moved site: a person must act, minutes change nothing. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(10);

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final String shop;
  private final HttpUrl base;
  private final Transport transport;
  private final InstantSource clock;
  private final Pause pause;

  Rest(WooCommerceSettings settings, OkHttpClient http, InstantSource clock) {
    this.shop = settings.shop();
    this.base = HttpUrl.get(settings.baseUrl().toString())
        .newBuilder()
        .addPathSegments("wp-json/wc/v3")
        .build();
    this.transport = new Transport(http, settings);
    this.clock = clock;
    this.pause = new Pause(clock);
  }

  /** Reads. Never in doubt. */
  Outcome<JsonNode> get(String path, Map<String, String> query) {
    var url = url(path).newBuilder();
    query.forEach(url::addQueryParameter);
    return call("GET", path, url.build(), null);
  }

  /** Changes something: {@code PUT} sets, {@code POST} makes. */
  Outcome<JsonNode> send(String method, String path, JsonNode body) {
    return call(method, path, url(path), Json.write(body));
  }

  private HttpUrl url(String path) {
    return base.newBuilder().addPathSegments(path).build();
  }

  private Outcome<JsonNode> call(String method, String path, HttpUrl url, @Nullable String body) {
    var left = pause.left();
    if (left.isPositive()) {
      return new NotSent<>("the shop is left alone for a while", left);
    }
    var answer = body == null ? transport.get(url) : transport.send(method, url, body);
    var outcome = judged(answer, body != null);
    if (outcome instanceof Delivered<JsonNode>) {
      pause.end();
      log.debug("{}: {} {} answered", shop, method, path);
    } else {
      log.info("{}: {} {} ended as {}", shop, method, path, outcome);
    }
    return outcome;
  }

  private Outcome<JsonNode> judged(Answer answer, boolean write) {
    return switch (answer) {
      case Answer.NotReached(var why) -> new NotSent<>(why, null);
      case Answer.Lost(var why) -> unsure(write, why, null);
      case Answer.Heard heard -> heard(heard, write);
    };
  }

  private Outcome<JsonNode> heard(Answer.Heard heard, boolean write) {
    int status = heard.status();
    var body = Json.containerOrNull(heard.body());
    var said = "WooCommerce answered " + status + words(body);
    if (status >= 500) {
      return unsure(write, said, pause.begin(retryAfter(heard.retryAfter())));
    }
    if (status >= 300 && status < 400) {
      return new NotSent<>(said + ", which leads to " + heard.location(), LONG_WAIT);
    }
    var code = body == null ? "" : body.path("code").stringValue("");
    return switch (status) {
      case 200, 201 ->
        body == null
            ? unsure(write, "WooCommerce answered " + status + " with something not JSON", null)
            : new Delivered<>(body);
      case 401, 403 -> new NotSent<>(said, LONG_WAIT);
      case 408 -> unsure(write, said, null);
      case 429 -> new NotSent<>(said, pause.begin(retryAfter(heard.retryAfter())));
      case 400, 404, 410 -> {
        // A PUT of something unknown is 400, a GET is 404; both name it so.
        if (code.endsWith("_invalid_id")) {
          yield new Refused<>(Reason.NOT_FOUND, said);
        }
        // No such route, or a page that is not the API's: nobody has looked for the thing.
        yield status == 404 ? new NotSent<>(said, LONG_WAIT) : new Refused<>(said);
      }
      default -> new Refused<>(said);
    };
  }

  private static Outcome<JsonNode> unsure(boolean write, String why, @Nullable Duration wait) {
    return write ? new InDoubt<>(why) : new NotSent<>(why, wait);
  }

  /** Seconds or a date; zero when there is none that makes sense. */
  private Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return Duration.ZERO;
    }
    var wait = Duration.ZERO;
    if (header.strip().matches("\\d{1,6}")) {
      wait = Duration.ofSeconds(Long.parseLong(header.strip()));
    } else {
      try {
        var at = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        wait = Duration.between(clock.instant(), at.toInstant());
      } catch (DateTimeException e) {
        // Not a date either: our own pause must do.
        return Duration.ZERO;
      }
    }
    return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
  }

  private static String words(@Nullable JsonNode body) {
    if (body == null) {
      return "";
    }
    var words = body.path("code").stringValue("") + ": " + body.path("message").stringValue("");
    return words.equals(": ")
        ? ""
        : ": " + (words.length() > 400 ? words.substring(0, 400) + "..." : words);
  }
}

package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Reply.Answered;
import dev.tillbridge.connector.xero.Reply.Cause;
import dev.tillbridge.connector.xero.Reply.Faulted;
import dev.tillbridge.connector.xero.Reply.Lost;
import dev.tillbridge.connector.xero.Reply.Unsent;
import dev.tillbridge.connector.xero.Wire.Sent;
import dev.tillbridge.model.access.Pace;
import dev.tillbridge.model.access.Pace.Turn;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests to one organisation: paced, signed, and their endings told apart. */
final class XeroApi {

  /** When they do not say how long: too many at once is over soon. */
  private static final Duration THROTTLED = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int UNAUTHORISED = 401;

  private final HttpUrl organisation;
  private final Wire wire;
  private final AccessTokens tokens;
  private final Pace pace;
  private final String tenant;

  XeroApi(XeroSettings settings, Wire wire, AccessTokens tokens, Pace pace) {
    this.organisation = HttpUrl.get(settings.baseUrl().toString())
        .newBuilder()
        .addPathSegments("api.xro/2.0")
        .build();
    this.wire = wire;
    this.tokens = tokens;
    this.pace = pace;
    this.tenant = settings.tenant().toString();
  }

  /** Asks for a list, or with an id for one thing. */
  Reply get(String path, @Nullable String where) {
    var url = organisation.newBuilder().addPathSegments(path);
    if (where != null) {
      url.addQueryParameter("where", where);
    }
    return ask(new Request.Builder().url(url.build()));
  }

  /**
   * Creates, and never changes what is there (PUT; a POST would overwrite an invoice of the same number).
   *
   * @param row what to create
   */
  Reply put(String path, Object row, UUID key) {
    // Prices of a piece may need four decimals.
    var url = organisation
        .newBuilder()
        .addPathSegments(path)
        .addQueryParameter("unitdp", "4")
        .build();
    var body = Json.write(Map.of(path, List.of(row)));
    return ask(new Request.Builder()
        .url(url)
        .header("Idempotency-Key", key.toString())
        .put(Wire.once(body, "application/json; charset=utf-8")));
  }

  private Reply ask(Request.Builder request) {
    for (int attempt = 1; ; attempt++) {
      var token = tokens.bearer();
      if (!(token instanceof Delivered<String>(var bearer))) {
        return unsigned(token);
      }
      var reply = switch (pace.next()) {
        case Turn.Later(var wait) ->
          new Unsent(Cause.BUSY, "Xero's limit of requests is reached", wait);
        case Turn.Go(var done) -> {
          try {
            yield judge(wire.send(request
                .header("Authorization", "Bearer " + bearer)
                .header("Xero-Tenant-Id", tenant)
                .header("Accept", "application/json")
                .build()));
          } finally {
            done.run();
          }
        }
      };
      if (!(reply instanceof Faulted fault) || fault.status() != UNAUTHORISED) {
        return reply;
      }
      tokens.forget(bearer);
      // A refused token means that nothing was done: once more with a new one is safe.
      if (attempt == 2) {
        return new Unsent(Cause.NO_ACCESS, "Xero does not accept its own access token", PAUSE);
      }
    }
  }

  private Reply unsigned(Outcome<String> token) {
    var cause = tokens.isCut() ? Cause.NO_ACCESS : Cause.UNREACHABLE;
    return token instanceof NotSent<String> none
        ? new Unsent(cause, none.why(), none.waitAtLeast())
        : new Unsent(cause, "no access token", PAUSE);
  }

  private Reply judge(Sent sent) {
    return switch (sent) {
      case Sent.NotGone(var why) ->
        new Unsent(Cause.UNREACHABLE, "cannot reach Xero: " + why, null);
      case Sent.NoAnswer(var why) -> new Lost("no answer from Xero: " + why);
      case Sent.Came came -> judge(came);
    };
  }

  private Reply judge(Sent.Came came) {
    int status = came.status();
    if (status == 429) {
      var told = came.retryAfter();
      var wait = told == null ? THROTTLED : told;
      pace.pause(wait);
      return new Unsent(Cause.BUSY, "Xero asks us to slow down", wait);
    }
    if (status == 403) {
      return new Unsent(
          Cause.NO_ACCESS, "Xero does not let us into this organisation: connect again", PAUSE);
    }
    var body = came.json();
    if (status >= 400 && status < 500) {
      return new Faulted(status, body == null ? "no reason given" : words(body));
    }
    if (status < 200 || status >= 300 || body == null || !body.isObject() || body.isEmpty()) {
      return new Lost("Xero answered " + status + (status < 500 ? " with nothing of use" : ""));
    }
    // What was refused can come with status 200 too.
    return body.findValues("ValidationErrors").stream().anyMatch(wrong -> !wrong.isEmpty())
        ? new Faulted(400, words(body))
        : new Answered(body);
  }

  private static String words(JsonNode body) {
    var words = new LinkedHashSet<String>();
    body.findValues("ValidationErrors")
        .forEach(all -> all.forEach(one -> words.add(Json.text(one, "Message"))));
    if (words.isEmpty()) {
      words.add(Json.text(body, "Message"));
      words.add(Json.text(body, "Detail"));
    }
    words.remove("");
    return words.isEmpty() ? "no reason given" : String.join("; ", words);
  }
}

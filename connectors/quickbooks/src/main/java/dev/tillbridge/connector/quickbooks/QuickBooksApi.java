package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Fault;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Cause;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.connector.quickbooks.Wire.Sent;
import dev.tillbridge.model.access.Pace;
import dev.tillbridge.model.access.Pace.Turn;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Requests to one company: paced, signed, and their endings told apart. */
final class QuickBooksApi {

  /** 1 to 74 are served as 75 since August 2025; said all the same, so that it stays. */
  private static final String MINOR_VERSION = "75";

  /** What QuickBooks asks for after a 429 (Intuit, "Limits and throttles"). */
  private static final Duration THROTTLED = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Set<String> THROTTLE_CODES = Set.of("3001");
  private static final Set<String> TOKEN_CODES = Set.of("3200", "3202");

  private final HttpUrl company;
  private final Wire wire;
  private final AccessTokens tokens;
  private final Pace pace;
  private final Pace batches;
  private final String realm;

  QuickBooksApi(
      QuickBooksSettings settings, Wire wire, AccessTokens tokens, Pace pace, Pace batches) {
    this.company = HttpUrl.get(settings.baseUrl().toString())
        .newBuilder()
        .addPathSegments("v3/company")
        .addPathSegment(settings.realmId())
        .build();
    this.wire = wire;
    this.tokens = tokens;
    this.pace = pace;
    this.batches = batches;
    this.realm = settings.realmId();
  }

  /** Asks for the company's own sheet. */
  Reply company() {
    return ask(
        new Request.Builder().url(address("companyinfo").addPathSegment(realm).build()));
  }

  /**
   * Creates an entity. QuickBooks answers a repeated key with its first answer.
   *
   * @param entity lower case, as in the address
   */
  Reply create(String entity, String json, UUID key) {
    var url = address(entity).addQueryParameter("requestid", key.toString()).build();
    return ask(
        new Request.Builder().url(url).post(Wire.once(json, "application/json; charset=utf-8")));
  }

  /**
   * Carries out several requests by one, each with an ending of its own (Intuit, "Batch operation").
   * QuickBooks allows fewer of them, so they take a turn of their own as well.
   */
  Reply batch(String json, UUID key) {
    return switch (batches.next()) {
      case Turn.Later(var wait) ->
        new Unsent(Cause.BUSY, "QuickBooks' limit of batches is reached", wait);
      case Turn.Go(var done) -> {
        try {
          var url =
              address("batch").addQueryParameter("requestid", key.toString()).build();
          yield ask(new Request.Builder()
              .url(url)
              .post(Wire.once(json, "application/json; charset=utf-8")));
        } finally {
          done.run();
        }
      }
    };
  }

  /**
   * Keeps a file (Intuit, "Attach images and notes"). Nothing is documented of a {@code requestid} here, so
   * it is sent, and nobody relies on it.
   */
  Reply upload(RequestBody form, UUID key) {
    return ask(new Request.Builder()
        .url(address("upload").addQueryParameter("requestid", key.toString()).build())
        .post(form));
  }

  /** Has an invoice sent by mail (Intuit, "Send an invoice"). */
  Reply send(String invoice, String to, UUID key) {
    return ask(new Request.Builder()
        .url(address("invoice")
            .addPathSegment(invoice)
            .addPathSegment("send")
            .addQueryParameter("sendTo", to)
            .addQueryParameter("requestid", key.toString())
            .build())
        .post(Wire.once("", "application/octet-stream")));
  }

  /** Asks in QuickBooks' query language; literals in it must have been escaped. */
  Reply query(String query) {
    return ask(new Request.Builder()
        .url(address("query").addQueryParameter("query", query).build()));
  }

  /** Asks what was changed; QuickBooks tells of at most 1000 objects and 30 days. */
  Reply changes(String entities, Instant since) {
    return ask(new Request.Builder()
        .url(address("cdc")
            .addQueryParameter("entities", entities)
            .addQueryParameter("changedSince", since.toString())
            .build()));
  }

  private HttpUrl.Builder address(String path) {
    return company
        .newBuilder()
        .addPathSegment(path)
        .addQueryParameter("minorversion", MINOR_VERSION);
  }

  private Reply ask(Request.Builder request) {
    for (int attempt = 1; ; attempt++) {
      var token = tokens.bearer();
      if (!(token instanceof Delivered<String>(var bearer))) {
        return unsigned(token);
      }
      var reply = switch (pace.next()) {
        case Turn.Later(var wait) ->
          new Unsent(Cause.BUSY, "QuickBooks' limit of requests is reached", wait);
        case Turn.Go(var done) -> {
          try {
            yield judge(wire.send(request
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", "application/json")
                .build()));
          } finally {
            done.run();
          }
        }
      };
      if (!isTokenRefused(reply)) {
        return reply;
      }
      tokens.forget(bearer);
      // A refused token means that nothing was done: once more with a new one is safe.
      if (attempt == 2) {
        return new Unsent(
            Cause.NO_ACCESS, "QuickBooks does not accept its own access token", PAUSE);
      }
    }
  }

  private Reply unsigned(Outcome<String> token) {
    var cause = tokens.isCut() ? Cause.NO_ACCESS : Cause.UNREACHABLE;
    return token instanceof NotSent<String> none
        ? new Unsent(cause, none.why(), none.waitAtLeast())
        : new Unsent(cause, "no access token", PAUSE);
  }

  private static boolean isTokenRefused(Reply reply) {
    return reply instanceof Faulted fault && TOKEN_CODES.contains(fault.code());
  }

  private Reply judge(Sent sent) {
    return switch (sent) {
      case Sent.NotGone(var why) ->
        new Unsent(Cause.UNREACHABLE, "cannot reach QuickBooks: " + why, null);
      case Sent.NoAnswer(var why) -> new Lost("no answer from QuickBooks: " + why);
      case Sent.Came came -> judge(came);
    };
  }

  private Reply judge(Sent.Came came) {
    var response = came.isJson() ? Documents.read(came.body()) : null;
    var fault = response == null ? null : response.getFault();
    var code = fault == null ? "" : code(fault);
    if (came.status() == 429 || THROTTLE_CODES.contains(code)) {
      pace.pause(THROTTLED);
      return new Unsent(Cause.BUSY, "QuickBooks asks us to slow down", THROTTLED);
    }
    if (came.status() == 401) {
      return new Faulted("3200", "access token not accepted");
    }
    if (came.status() >= 500) {
      return new Lost("QuickBooks answered " + came.status());
    }
    if (fault != null) {
      // A fault counts with status 200 too (Intuit, "Error codes").
      return new Faulted(code, words(fault));
    }
    return response != null && came.status() >= 200 && came.status() < 300
        ? new Answered(response)
        : new Lost("QuickBooks answered " + came.status() + " with nothing of use");
  }

  static String code(Fault fault) {
    return fault.getError().stream()
        .map(com.intuit.ipp.data.Error::getCode)
        .filter(Objects::nonNull)
        .map(code -> code.replaceFirst("^0+(?=.)", ""))
        .findFirst()
        .orElse("");
  }

  static String words(Fault fault) {
    var words = fault.getError().stream()
        .flatMap(e -> Stream.of(e.getMessage(), e.getDetail(), e.getElement()))
        .filter(text -> text != null && !text.isBlank())
        .distinct()
        .collect(Collectors.joining(": "));
    return words.isEmpty() ? "no reason given" : words;
  }
}

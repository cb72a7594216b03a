package dev.tillbridge.connector.paypal;

import com.paypal.core.PayPalEnvironment;
import com.paypal.core.PayPalHttpClient;
import com.paypal.core.object.AccessToken;
import com.paypal.core.request.AccessTokenRequest;
import com.paypal.http.Headers;
import com.paypal.http.HttpRequest;
import com.paypal.http.HttpResponse;
import com.paypal.http.exceptions.HttpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * PayPal's own client with the wire replaced. Its own, an HttpURLConnection, sends a POST twice
 * without saying so when a kept connection has died, follows redirects, limits single reads but not
 * the call, and fails with a NullPointerException on an error without a body. Its store of access
 * tokens is one for the whole JVM, keyed by the credentials and not by the address, and keeps a
 * token that PayPal has stopped to accept. So the requests, models and codecs are the SDK's; sending
 * and the token are ours.
 */
final class PayPalTransport extends PayPalHttpClient {

  /** A token this close to its end is not used any more: the call itself takes time. */
  private static final Duration RENEW_EARLY = Duration.ofMinutes(2);

  private static final Duration PAUSE_AFTER_LOST_ACCESS = Duration.ofMinutes(1);
  private static final long ANSWER_MOST = 1 << 20;

  private final PayPalEnvironment environment;
  private final OkHttpClient http;
  private final InstantSource clock;
  private final ReentrantLock tokenLock = new ReentrantLock();
  private @Nullable Token token;

  private record Token(String authorization, Instant until) {}

  PayPalTransport(PayPalSettings settings, InstantSource clock) {
    this(
        new PayPalEnvironment(
            settings.clientId(), settings.clientSecret(), settings.address(), settings.address()),
        settings,
        clock);
  }

  private PayPalTransport(
      PayPalEnvironment environment, PayPalSettings settings, InstantSource clock) {
    super(environment);
    this.environment = environment;
    this.clock = clock;
    this.http = new OkHttpClient.Builder()
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.callTimeout())
        .writeTimeout(settings.callTimeout())
        .callTimeout(settings.callTimeout())
        // Whether something is sent again is the hub's decision, never the transport's.
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .eventListenerFactory(call -> new Departure.Watch(call.request()))
        .build();
  }

  /**
   * Sends a request of the SDK once, signed with an access token; a second time only after PayPal
   * said that it did not accept the token, and therefore did nothing.
   *
   * @throws Unsent if it certainly did not happen
   * @throws HttpException for an answer other than 2xx
   * @throws IOException for anything else: it may have happened
   */
  @Override
  public <T> HttpResponse<T> execute(HttpRequest<T> request) throws IOException {
    var first = token();
    try {
      return send(request, first.authorization());
    } catch (HttpException e) {
      if (e.statusCode() != 401) {
        throw e;
      }
      forget(first);
    }
    try {
      return send(request, token().authorization());
    } catch (HttpException e) {
      if (e.statusCode() == 401) {
        throw new Unsent("PayPal does not accept its own access token", PAUSE_AFTER_LOST_ACCESS);
      }
      throw e;
    }
  }

  private <T> HttpResponse<T> send(HttpRequest<T> request, String authorization)
      throws IOException {
    var departure = new Departure();
    var call = http.newCall(okHttp(request, authorization, departure));
    try (Response response = call.execute()) {
      var body = body(response);
      var headers = headers(response);
      if (!response.isSuccessful()) {
        throw new HttpException(body, response.code(), headers);
      }
      return new Answer<>(headers, response.code(), decoded(body, request, headers));
    } catch (HttpException e) {
      throw e;
    } catch (IOException e) {
      if (!departure.departed()) {
        throw new Unsent("cannot reach PayPal: " + e.getMessage(), null);
      }
      throw e;
    }
  }

  private Request okHttp(HttpRequest<?> request, String authorization, Departure departure)
      throws IOException {
    var built = new Request.Builder()
        .url(environment.baseUrl() + request.path())
        .header("User-Agent", getUserAgent())
        .tag(Departure.class, departure);
    for (String name : request.headers()) {
      built.header(name, request.headers().header(name));
    }
    built.header(Headers.AUTHORIZATION, authorization);
    return switch (request.verb()) {
      case "GET" -> built.get().build();
      case "POST" ->
        built.post(new SentOnce(getEncoder().serializeRequest(request))).build();
      default -> throw new IllegalArgumentException(request.verb() + " is not used here");
    };
  }

  private static String body(Response response) throws IOException {
    var source = response.body().source();
    if (source.request(ANSWER_MOST + 1)) {
      throw new IOException("PayPal's answer is longer than " + ANSWER_MOST + " bytes");
    }
    return source.readString(StandardCharsets.UTF_8);
  }

  private static Headers headers(Response response) {
    var headers = new Headers();
    response.headers().forEach(h -> headers.header(h.getFirst(), h.getSecond()));
    return headers;
  }

  private <T> @Nullable T decoded(String body, HttpRequest<T> request, Headers headers)
      throws IOException {
    var type = headers.header(Headers.CONTENT_TYPE);
    // Asked for anything else, the SDK's decoder writes to standard output.
    if (type == null || !type.startsWith("application/json")) {
      throw new IOException("PayPal's answer is not JSON but " + type);
    }
    return getEncoder()
        .deserializeResponse(
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
            request.responseClass(),
            headers);
  }

  private Token token() throws Unsent {
    tokenLock.lock();
    try {
      var known = token;
      if (known == null || !clock.instant().isBefore(known.until())) {
        known = fetchToken();
        token = known;
      }
      return known;
    } finally {
      tokenLock.unlock();
    }
  }

  private void forget(Token refused) {
    tokenLock.lock();
    try {
      // Another thread may have fetched a new one meanwhile.
      if (refused.equals(token)) {
        token = null;
      }
    } finally {
      tokenLock.unlock();
    }
  }

  private Token fetchToken() throws Unsent {
    try {
      var asked = clock.instant();
      @Nullable
      AccessToken answer = send(
              new AccessTokenRequest(environment), environment.authorizationString())
          .result();
      if (answer == null || answer.accessToken() == null || answer.expiresIn() == null) {
        throw new Unsent("PayPal gave no access token", null);
      }
      return new Token(
          answer.authorizationString(), asked.plusSeconds(answer.expiresIn()).minus(RENEW_EARLY));
    } catch (Unsent e) {
      throw e;
    } catch (HttpException e) {
      if (e.statusCode() == 400 || e.statusCode() == 401) {
        throw new Unsent(
            "PayPal connection lost: it does not accept our client id and secret",
            PAUSE_AFTER_LOST_ACCESS);
      }
      throw new Unsent("PayPal gave no access token but " + e.statusCode(), Problem.retryAfter(e));
    } catch (IOException | RuntimeException e) {
      throw new Unsent("PayPal gave no access token: " + e.getMessage(), null);
    }
  }

  /** The SDK's answer; its constructor is protected. */
  private static final class Answer<T> extends HttpResponse<T> {
    @SuppressWarnings("NullAway") // The SDK itself hands out null for an empty answer.
    Answer(Headers headers, int status, @Nullable T result) {
      super(headers, status, result);
    }
  }
}

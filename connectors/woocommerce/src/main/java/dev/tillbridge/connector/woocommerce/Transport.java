package dev.tillbridge.connector.woocommerce;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Calls, and says how far it got: the difference between "not sent" and "in doubt". */
final class Transport {

  /** A hundred orders with many lines stay far below; a longer answer is not read. */
  static final int LONGEST_ANSWER = 32 * 1024 * 1024;

  /** How a call ended. */
  sealed interface Answer {

    /** They answered in full. */
    record Heard(
        int status, @Nullable String retryAfter, @Nullable String location, String body)
        implements Answer {}

    /** Nothing of the request left this machine. */
    record NotReached(String why) implements Answer {}

    /** The request left, and no complete answer came. */
    record Lost(String why) implements Answer {}
  }

  /** Travels with a request and remembers whether its first byte was about to be written. */
  private static final class Departure {
    private volatile boolean departed;
  }

  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http;
  private final Duration callTimeout;
  private final String authorization;

  Transport(OkHttpClient base, WooCommerceSettings settings) {
    this.callTimeout = settings.callTimeout();
    this.authorization = Credentials.basic(
        settings.consumerKey(), settings.consumerSecret(), StandardCharsets.UTF_8);
    this.http = base.newBuilder()
        // Covers everything from the name look-up to the body's last byte.
        .callTimeout(callTimeout)
        .connectTimeout(callTimeout)
        .readTimeout(callTimeout)
        .writeTimeout(callTimeout)
        // A redirect would carry key and secret to whoever is named in it.
        .followRedirects(false)
        .followSslRedirects(false)
        // Network interceptors run once a connection stands, just before the request goes out.
        .addNetworkInterceptor(chain -> {
          var departure = chain.request().tag(Departure.class);
          if (departure != null) {
            departure.departed = true;
          }
          return chain.proceed(chain.request());
        })
        .build();
  }

  Answer get(HttpUrl url) {
    return call("GET", url, null);
  }

  /** Sends a body once; the HTTP client never sends it again by itself. */
  Answer send(String method, HttpUrl url, String body) {
    return call(method, url, new OnceOnly(body.getBytes(StandardCharsets.UTF_8)));
  }

  private Answer call(String method, HttpUrl url, @Nullable RequestBody body) {
    var departure = new Departure();
    var request = new Request.Builder()
        .url(url)
        .tag(Departure.class, departure)
        .header("Accept", "application/json")
        .header("User-Agent", "Tillbridge")
        .header("Authorization", authorization)
        .method(method, body)
        .build();
    try (var response = http.newCall(request).execute()) {
      return heard(response);
    } catch (IOException e) {
      return departure.departed
          ? new Answer.Lost("no complete answer from the shop: " + words(e))
          : new Answer.NotReached("cannot reach the shop: " + words(e));
    }
  }

  private static Answer heard(Response response) throws IOException {
    var source = response.body().source();
    if (source.request(LONGEST_ANSWER + 1L)) {
      return new Answer.Lost("the shop's answer is longer than " + LONGEST_ANSWER + " bytes");
    }
    return new Answer.Heard(
        response.code(),
        response.header("Retry-After"),
        response.header("Location"),
        source.getBuffer().readString(StandardCharsets.UTF_8));
  }

  private String words(IOException e) {
    // OkHttp's own words for a passed call time-out are just "timeout".
    return e instanceof InterruptedIOException && "timeout".equals(e.getMessage())
        ? "nothing within " + callTimeout
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** OkHttp quietly sends a body again after some failures, unless it can be written only once. */
  private static final class OnceOnly extends RequestBody {
    private final byte[] bytes;

    OnceOnly(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }
}

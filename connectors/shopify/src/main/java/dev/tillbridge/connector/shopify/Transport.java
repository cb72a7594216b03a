package dev.tillbridge.connector.shopify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Posts, and says how far it got: the difference between "not sent" and "in doubt". */
final class Transport {

  /** No answer of Shopify's that we ask for comes near this; a longer one is not read. */
  static final int LONGEST_ANSWER = 16 * 1024 * 1024;

  /** How a post ended. */
  sealed interface Answer {

    /** They answered in full. */
    record Heard(
        int status, @Nullable String retryAfter, @Nullable String apiVersion, String body)
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

  private final OkHttpClient http;
  private final Duration callTimeout;

  Transport(OkHttpClient base, Duration callTimeout) {
    this.callTimeout = callTimeout;
    this.http = base.newBuilder()
        // Covers everything from the name look-up to the body's last byte.
        .callTimeout(callTimeout)
        .connectTimeout(callTimeout)
        .readTimeout(callTimeout)
        .writeTimeout(callTimeout)
        // A redirect would carry the access token to whoever is named in it.
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

  Answer post(HttpUrl url, String mediaType, String body, @Nullable String accessToken) {
    var departure = new Departure();
    var request = new Request.Builder()
        .url(url)
        .tag(Departure.class, departure)
        .header("Accept", "application/json")
        .header("User-Agent", "Tillbridge")
        .post(new OnceOnly(mediaType, body.getBytes(StandardCharsets.UTF_8)));
    if (accessToken != null) {
      request.header("X-Shopify-Access-Token", accessToken);
    }
    try (var response = http.newCall(request.build()).execute()) {
      return heard(response);
    } catch (IOException e) {
      return departure.departed
          ? new Answer.Lost("no complete answer from Shopify: " + words(e))
          : new Answer.NotReached("cannot reach Shopify: " + words(e));
    }
  }

  private static Answer heard(Response response) throws IOException {
    var source = response.body().source();
    if (source.request(LONGEST_ANSWER + 1L)) {
      return new Answer.Lost("Shopify's answer is longer than " + LONGEST_ANSWER + " bytes");
    }
    return new Answer.Heard(
        response.code(),
        response.header("Retry-After"),
        response.header("X-Shopify-API-Version"),
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
    private final MediaType type;
    private final byte[] bytes;

    OnceOnly(String type, byte[] bytes) {
      this.type = MediaType.get(type);
      this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
      return type;
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

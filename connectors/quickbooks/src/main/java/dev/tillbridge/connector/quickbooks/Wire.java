package dev.tillbridge.connector.quickbooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * Sends a request once and hands back whatever came. Host names are verified, the port is kept,
 * redirects are not followed, and the time-out covers the whole call; the transports of Intuit's SDK
 * each miss something of that (see the decision record 0004).
 */
final class Wire {

  private static final long ANSWER_MOST = 8 << 20;

  private final OkHttpClient http;

  /** What came of sending. */
  sealed interface Sent {
    /**
     * An answer, of whatever kind.
     *
     * @param type empty if it did not say
     * @param body empty if there was none
     */
    record Came(int status, String type, String body) implements Sent {
      boolean isJson() {
        return type.startsWith("application/json") && body.stripLeading().startsWith("{");
      }
    }

    /** It never left. */
    record NotGone(String why) implements Sent {}

    /** It left, and then we know nothing. */
    record NoAnswer(String why) implements Sent {}
  }

  Wire(Duration connectTimeout, Duration callTimeout) {
    this.http = new OkHttpClient.Builder()
        .connectTimeout(connectTimeout)
        .readTimeout(callTimeout)
        .writeTimeout(callTimeout)
        .callTimeout(callTimeout)
        // Whether something is sent again is the hub's decision, never the transport's.
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .eventListenerFactory(call -> new Departure.Watch(call.request()))
        .build();
  }

  Sent send(Request request) {
    var departure = new Departure();
    var call = http.newCall(request.newBuilder().tag(Departure.class, departure).build());
    try (Response response = call.execute()) {
      var source = response.body().source();
      if (source.request(ANSWER_MOST + 1)) {
        return new Sent.NoAnswer("an answer longer than " + ANSWER_MOST + " bytes");
      }
      return new Sent.Came(
          response.code(),
          Objects.requireNonNullElse(response.header("Content-Type"), ""),
          source.readString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return departure.departed()
          ? new Sent.NoAnswer(String.valueOf(e.getMessage()))
          : new Sent.NotGone(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A body that OkHttp must not send a second time by itself, which it would do after a 408 or a 503
   * with {@code Retry-After: 0}.
   */
  static RequestBody once(String text, String type) {
    return once(text.getBytes(StandardCharsets.UTF_8), type);
  }

  /** As {@link #once(String, String)}. */
  static RequestBody once(byte[] bytes, String type) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return MediaType.get(type);
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
    };
  }
}

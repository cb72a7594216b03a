package dev.tillbridge.connector.stripe;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls, and says what each way a call can end means: the difference between "not sent" and "in doubt". Every
 * call that changes something carries an {@code Idempotency-Key}; Stripe answers a repeated key with the words
 * of the first time for at least 24 hours.
 */
final class StripeCalls {

  /** The version whose fields are read here. */
  static final String VERSION = "2025-09-30.clover";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long ANSWER_MOST = 1 << 20;

  private final OkHttpClient http;
  private final StripeSettings settings;

  StripeCalls(StripeSettings settings) {
    this.settings = settings;
    this.http = new OkHttpClient.Builder()
        .callTimeout(settings.callTimeout())
        .connectTimeout(settings.callTimeout())
        .readTimeout(settings.callTimeout())
        .writeTimeout(settings.callTimeout())
        // Whether something is sent again is the hub's decision, never the transport's.
        .retryOnConnectionFailure(false)
        // A redirect would carry the key to whoever is named in it.
        .followRedirects(false)
        .followSslRedirects(false)
        .addNetworkInterceptor(chain -> {
          var departure = chain.request().tag(Departure.class);
          if (departure != null) {
            departure.departed = true;
          }
          return chain.proceed(chain.request());
        })
        .build();
  }

  /** Travels with a request and remembers whether its first byte was about to be written. */
  private static final class Departure {
    private volatile boolean departed;
  }

  /**
   * A good answer.
   *
   * @param replayed these are the words of an earlier time, not of now
   */
  record Told(JsonNode body, boolean replayed) {}

  Outcome<Told> get(String path) {
    return call(new Request.Builder().url(settings.address() + path).get(), false);
  }

  /** Under a key: what it answered the first time it answers again. */
  Outcome<Told> post(String path, String key, Map<String, String> fields) {
    return call(posting(path, fields).header("Idempotency-Key", key), true);
  }

  /** What may be repeated because it changes nothing the second time. */
  Outcome<Told> repeat(String path) {
    return call(posting(path, Map.of()), true);
  }

  private Request.Builder posting(String path, Map<String, String> fields) {
    var form = new FormBody.Builder(StandardCharsets.UTF_8);
    fields.forEach(form::add);
    return new Request.Builder().url(settings.address() + path).post(new SentOnce(form.build()));
  }

  private Outcome<Told> call(Request.Builder request, boolean effect) {
    var departure = new Departure();
    var whole = request
        .tag(Departure.class, departure)
        .header("Authorization", "Bearer " + settings.secretKey())
        .header("Stripe-Version", VERSION)
        .header("User-Agent", "Tillbridge")
        .build();
    try (var response = http.newCall(whole).execute()) {
      return read(response, effect);
    } catch (IOException e) {
      var why = "no answer from Stripe: " + e.getMessage();
      return departure.departed ? lost(why, effect) : new NotSent<>(why, null);
    }
  }

  private static Outcome<Told> read(Response response, boolean effect) throws IOException {
    int status = response.code();
    var body = json(response);
    if (response.isSuccessful() && body != null) {
      return new Delivered<>(new Told(body, "true".equals(response.header("Idempotent-Replayed"))));
    }
    var error = body == null ? null : body.get("error");
    if (status == 429) {
      return new NotSent<>("Stripe asks us to slow down", null);
    }
    if (error == null || status == 409 || status < 400 || status >= 500) {
      // 409: an earlier attempt under this key is still under way.
      return lost("Stripe answered " + status, effect);
    }
    if (status == 401 || status == 403) {
      return new NotSent<>("Stripe does not accept our key", null);
    }
    var code = error.path("code").asString("");
    return new Refused<>(
        status == 404 || code.equals("resource_missing") ? Reason.NOT_FOUND : Reason.INVALID,
        words(code, error.path("message").asString("Stripe answered " + status)));
  }

  private static String words(String code, String message) {
    return switch (code) {
      case "terminal_reader_offline" ->
        "the card terminal is off, or has no network; look at it and try again";
      case "terminal_reader_busy" -> "the card terminal is busy with another payment";
      case "terminal_reader_timeout" -> "the card terminal did not answer in time; try again";
      default -> message;
    };
  }

  private static @Nullable JsonNode json(Response response) throws IOException {
    var source = response.body().source();
    if (source.request(ANSWER_MOST + 1)) {
      throw new IOException("the answer is longer than " + ANSWER_MOST + " bytes");
    }
    try {
      var read = JSON.readTree(source.getBuffer().readString(StandardCharsets.UTF_8));
      return read.isObject() ? read : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static Outcome<Told> lost(String why, boolean effect) {
    return effect ? new InDoubt<>(why) : new NotSent<>(why, null);
  }

  /** OkHttp quietly sends a body again after some failures, unless it can be written only once. */
  private static final class SentOnce extends RequestBody {
    private final RequestBody form;

    SentOnce(RequestBody form) {
      this.form = form;
    }

    @Override
    public @Nullable MediaType contentType() {
      return form.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return form.contentLength();
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      var whole = new Buffer();
      form.writeTo(whole);
      sink.writeAll(whole);
    }
  }
}

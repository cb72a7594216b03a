package dev.tillbridge.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server, and hands back whatever it answers. */
public final class Http {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;

  public Http(String base) {
    this.base = base;
  }

  /** What came back. */
  public record Answer(int status, HttpHeaders headers, String body) {

    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** The problem's code. */
    public String code() {
      return json().path("code").asString("");
    }

    /** The first field at fault. */
    public String field() {
      return json().at("/errors/0/field").asString("");
    }

    /** A header, empty when it is not there. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** Where it is. */
  public URI uri(String path) {
    return URI.create(base + path);
  }

  /** Reads, with {@link Hub#TOKEN}. */
  public Answer get(String path) {
    return send("GET", path, null, "Authorization", "Bearer " + Hub.TOKEN);
  }

  /** Sends JSON, with {@link Hub#TOKEN}. */
  public Answer post(String path, String body) {
    return send(
        "POST",
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Authorization",
        "Bearer " + Hub.TOKEN,
        "Content-Type",
        "application/json");
  }

  /** Replaces by JSON, with {@link Hub#TOKEN}. */
  public Answer put(String path, String body) {
    return send(
        "PUT",
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Authorization",
        "Bearer " + Hub.TOKEN,
        "Content-Type",
        "application/json");
  }

  /** Ends something, with {@link Hub#TOKEN}. */
  public Answer delete(String path) {
    return send("DELETE", path, null, "Authorization", "Bearer " + Hub.TOKEN);
  }

  /** Sends anything with exactly these headers. */
  public Answer send(
      String method,
      String path,
      byte @org.jspecify.annotations.Nullable [] body,
      String... headers) {
    var request = HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofMinutes(3))
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      var answer = CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

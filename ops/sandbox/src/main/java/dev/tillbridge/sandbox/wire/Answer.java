package dev.tillbridge.sandbox.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What goes back.
 *
 * @param effect whether this call changed the simulated system; only such answers can be lost
 * @param lost whether the connection is cut instead of answering
 * @param delayMillis how long the caller waits for the first byte
 */
public record Answer(
    int status,
    String contentType,
    String body,
    Map<String, String> headers,
    boolean effect,
    boolean lost,
    int delayMillis) {

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** Any text. */
  public static Answer of(int status, String contentType, String body) {
    return new Answer(status, contentType, body, Map.of(), false, false, 0);
  }

  /** A JSON document. */
  public static Answer json(int status, JsonNode body) {
    return of(status, "application/json;charset=UTF-8", Json.write(body));
  }

  /** A page. */
  public static Answer html(int status, String body) {
    return of(status, "text/html;charset=UTF-8", body);
  }

  /** Nothing but a status. */
  public static Answer empty(int status) {
    return of(status, "text/plain;charset=UTF-8", "");
  }

  /** Sends a browser elsewhere. */
  public static Answer seeOther(String location) {
    return empty(303).with("Location", location);
  }

  /** A problem of the control API (RFC 9457); {@code extra} may be empty. */
  public static Answer problem(int status, String code, String detail, JsonNode extra) {
    var body = Json.object();
    body.put("type", "https://tillbridge.dev/problems/" + code);
    body.put("title", code.replace('-', ' ')).put("status", status);
    body.put("detail", detail).put("code", code);
    extra.properties().forEach(entry -> body.set(entry.getKey(), entry.getValue()));
    return of(status, "application/problem+json;charset=UTF-8", Json.write(body));
  }

  /** A problem without further fields. */
  public static Answer problem(int status, String code, String detail) {
    return problem(status, code, detail, Json.object());
  }

  /** The same answer with one more header. */
  public Answer with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, more, effect, lost, delayMillis);
  }

  /** The same answer, marked as one that changed something. */
  public Answer withEffect() {
    return new Answer(status, contentType, body, headers, true, lost, delayMillis);
  }

  /** The same answer, never to arrive. */
  public Answer cut() {
    return new Answer(status, contentType, body, headers, effect, true, delayMillis);
  }

  /** The same answer, later. */
  public Answer after(int millis) {
    return new Answer(status, contentType, body, headers, effect, lost, millis);
  }
}

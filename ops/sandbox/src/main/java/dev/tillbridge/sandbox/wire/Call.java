package dev.tillbridge.sandbox.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived.
 *
 * @param path without the query
 * @param query decoded parameters; of several with one name the last counts
 * @param headers names in lower case
 * @param body as text, already unpacked when it came compressed; of a form in parts, one character
 *     for each byte
 * @param together how many calls the system is answering at this moment, this one included; 0 when
 *     nobody counts
 */
public record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    int together) {

  public Call {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** A call that nobody counts. */
  public Call(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    this(method, path, query, headers, body, 0);
  }

  /** From a method, a path with its query as sent, headers and a body. */
  public static Call of(String method, String url, Map<String, String> headers, String body) {
    int mark = url.indexOf('?');
    var path = mark < 0 ? url : url.substring(0, mark);
    var query = mark < 0 ? Map.<String, String>of() : form(url.substring(mark + 1));
    return new Call(method, path, query, headers, body);
  }

  /** Decodes {@code a=1&b=2}; empty pieces (a trailing {@code &}) are passed over. */
  public static Map<String, String> form(String text) {
    var fields = new LinkedHashMap<String, String>();
    for (var piece : text.split("&", -1)) {
      if (!piece.isEmpty()) {
        int equals = piece.indexOf('=');
        var name = equals < 0 ? piece : piece.substring(0, equals);
        fields.put(decode(name), equals < 0 ? "" : decode(piece.substring(equals + 1)));
      }
    }
    return fields;
  }

  /** The header, whatever the case of its name; null when absent. */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The token of an {@code Authorization: Bearer} header, or null. */
  public @Nullable String bearer() {
    var authorization = header("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
        ? authorization.substring(7).strip()
        : null;
  }

  /** Whether the caller proved to be this client by HTTP Basic. */
  public boolean basicIs(String id, String secret) {
    var both = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return ("Basic " + java.util.Base64.getEncoder().encodeToString(both))
        .equals(header("Authorization"));
  }

  /** Whether the method and the path are these. */
  public boolean is(String wantedMethod, String wantedPath) {
    return method.equals(wantedMethod) && path.equals(wantedPath);
  }

  /** The same call with the first part of its path taken off. */
  public Call below(String prefix) {
    return new Call(method, path.substring(prefix.length()), query, headers, body, together);
  }

  /** The same call as one of so many at once. */
  public Call together(int count) {
    return new Call(method, path, query, headers, body, count);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A stray percent sign: better the text as sent than no answer at all.
      return text;
    }
  }
}

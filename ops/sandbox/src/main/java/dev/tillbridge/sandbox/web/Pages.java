package dev.tillbridge.sandbox.web;

import dev.tillbridge.sandbox.wire.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files under {@code /web} in the jar, as they are or with blanks filled in. */
public final class Pages {

  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

  private Pages() {}

  /**
   * A page whose {@code {{name}}} blanks are filled; values are escaped for HTML.
   *
   * @throws IllegalStateException when there is no such page
   */
  public static String filled(String file, Map<String, String> values) {
    var page = text(file);
    if (page == null) {
      throw new IllegalStateException("no page " + file);
    }
    for (var value : values.entrySet()) {
      page = page.replace("{{" + value.getKey() + "}}", escaped(value.getValue()));
    }
    return page;
  }

  /** A file as it is, or 404. */
  public static Answer file(String name) {
    var text = name.contains("..") ? null : text(name);
    if (text == null) {
      return Answer.html(404, "<!doctype html><title>Not found</title><h1>Not found</h1>");
    }
    return Answer.of(200, type(name), text)
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "no-cache");
  }

  /** Text made safe between tags and inside quoted attributes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static @Nullable String text(String name) {
    try (var in = Pages.class.getResourceAsStream("/web/" + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String name) {
    var end = name.substring(name.lastIndexOf('.') + 1);
    return switch (end) {
      case "html" -> "text/html;charset=UTF-8";
      case "css" -> "text/css;charset=UTF-8";
      case "js" -> "text/javascript;charset=UTF-8";
      case "svg" -> "image/svg+xml";
      default -> "text/plain;charset=UTF-8";
    };
  }
}

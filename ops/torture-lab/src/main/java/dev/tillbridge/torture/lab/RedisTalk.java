package dev.tillbridge.torture.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says anything to Redis, well-meant or not. An error answers as a text that begins with "-". */
final class RedisTalk implements AutoCloseable {

  private static final int PATIENCE_MS = 5_000;

  private final Socket socket;
  private final InputStream in;

  RedisTalk(int port) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A String, a Long, a List of these, or null. */
  @Nullable
  Object say(String... words) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
    for (var word : words) {
      var bytes = word.getBytes(UTF_8);
      out.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
      out.writeBytes(bytes);
      out.writeBytes("\r\n".getBytes(UTF_8));
    }
    socket.getOutputStream().write(out.toByteArray());
    return read();
  }

  /** The texts of an answer that is a list; empty when it is not one. */
  List<String> list(String... words) throws IOException {
    var texts = new ArrayList<String>();
    if (say(words) instanceof List<?> all) {
      all.forEach(one -> texts.add(String.valueOf(one)));
    }
    return texts;
  }

  private @Nullable Object read() throws IOException {
    var line = line();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> array(Integer.parseInt(rest));
      default -> line;
    };
  }

  private @Nullable String bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    var bytes = in.readNBytes(length);
    in.skipNBytes(2);
    return new String(bytes, UTF_8);
  }

  private List<Object> array(int length) throws IOException {
    var all = new ArrayList<Object>();
    for (int i = 0; i < length; i++) {
      var one = read();
      all.add(one == null ? "" : one);
    }
    return all;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new IOException("Redis hung up");
      }
      line.write(b);
    }
    in.skipNBytes(1);
    return line.toString(UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

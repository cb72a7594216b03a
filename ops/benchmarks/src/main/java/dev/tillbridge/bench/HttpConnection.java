package dev.tillbridge.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP/1.1 connection to the hub that is kept while the hub keeps it, with as little work of its own as possible: callers share
 * the processors with what they measure.
 */
final class HttpConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private boolean over;

  HttpConnection(int port) throws IOException {
    this.port = port;
    this.socket = connect(port);
    this.in = new BufferedInputStream(socket.getInputStream(), 4_096);
    this.out = socket.getOutputStream();
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Asks and returns the status. */
  int get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return status();
  }

  /** Sends JSON with the token and returns the status. */
  int post(String path, String token, String json) throws IOException {
    send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
        + json);
    return status();
  }

  /** Sends these bytes of JSON with these header lines, each ended, and returns the status. */
  int letter(String path, String headers, String text) throws IOException {
    var json = text.getBytes(StandardCharsets.UTF_8);
    send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers
        + "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n\r\n");
    out.write(json);
    return status();
  }

  private void send(String text) throws IOException {
    if (over) {
      // The hub said that it would hang up after its last answer, as every server does now and
      // then.
      socket.close();
      socket = connect(port);
      in = new BufferedInputStream(socket.getInputStream(), 4_096);
      out = socket.getOutputStream();
      over = false;
    }
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads an answer to its end, so that the next one can follow. */
  private int status() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    long length = 0;
    boolean chunked = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("connection:")) {
        over = lower.contains("close");
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    if (chunked) {
      long size;
      do {
        size = Long.parseLong(line(), 16);
        in.skipNBytes(size);
        line();
      } while (size > 0);
    } else {
      in.skipNBytes(length);
    }
    return status;
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the hub hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

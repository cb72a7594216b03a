package dev.tillbridge.connector.paypal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server one can make misbehave byte by byte; it answers tokens properly. */
final class BareServer implements AutoCloseable {

  /** What to write for a request; false hangs up afterwards. */
  interface Script {
    boolean answer(int number, String request, OutputStream out) throws IOException;
  }

  private static final String TOKEN = "{\"access_token\":\"a-1\",\"expires_in\":32400}";

  private final ServerSocket listening;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  BareServer(Script script) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Requests other than for a token, as they came. */
  List<String> requests() {
    return requests;
  }

  static byte[] json(int status, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void accept(Script script) {
    try {
      while (true) {
        var socket = listening.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, script));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket, Script script) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var request = read(in); !request.isEmpty(); request = read(in)) {
        if (request.contains("/v1/oauth2/token")) {
          socket.getOutputStream().write(json(200, TOKEN));
        } else {
          requests.add(request);
          if (!script.answer(requests.size(), request, socket.getOutputStream())) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // The client hung up, which some tests want.
    }
  }

  private static String read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    int length = head.toString()
        .lines()
        .filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(l -> Integer.parseInt(l.substring(15).strip()))
        .findFirst()
        .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}

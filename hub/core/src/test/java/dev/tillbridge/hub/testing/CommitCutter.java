package dev.tillbridge.hub.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between us and PostgreSQL and, when it is armed, hangs up at the next COMMIT: before it
 * gets through, or after it took effect and before its answer comes back.
 */
public final class CommitCutter implements AutoCloseable {

  /** When to hang up. */
  public enum Cut {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private final ServerSocket server;
  private final int target;
  private final AtomicReference<@Nullable Cut> armed = new AtomicReference<>();

  public CommitCutter(int targetPort) throws IOException {
    target = targetPort;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Hangs up once, at the next COMMIT of any connection. */
  public void arm(Cut cut) {
    armed.set(cut);
  }

  /** True until the armed cut has happened. */
  public boolean isArmed() {
    return armed.get() != null;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pump(client, upstream, true));
        Thread.ofVirtual().start(() -> pump(upstream, client, false));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean isRequest) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      var commits = new Commits();
      var buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        boolean commit = isRequest && commits.isIn(new String(buffer, 0, read, ISO_8859_1));
        if (commit && armed.compareAndSet(Cut.BEFORE_COMMIT, null)) {
          return;
        }
        boolean cutAfter = commit && armed.compareAndSet(Cut.AFTER_COMMIT, null);
        if (cutAfter) {
          // The answer has nowhere to go, but the request gets through.
          from.shutdownInput();
          from.setSoLinger(true, 0);
          from.close();
        }
        out.write(buffer, 0, read);
        out.flush();
        if (cutAfter) {
          to.shutdownOutput();
          drain(to);
          return;
        }
      }
    } catch (IOException hungUp) {
      // Whoever hangs up ends both directions: that is what a broken line does.
      return;
    }
  }

  /** Waits until the server has done what it was told and closes. */
  private static void drain(Socket socket) throws IOException {
    socket.setSoTimeout(2_000);
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (java.net.SocketTimeoutException done) {
      return;
    }
  }

  /** Recognises a COMMIT in what the driver sends: spelt out at first, by its name afterwards. */
  private static final class Commits {

    private static final Pattern PARSE = Pattern.compile("(S_\\d+)\0COMMIT\0");
    private String name = "COMMIT";

    boolean isIn(String sent) {
      var named = PARSE.matcher(sent);
      if (named.find()) {
        name = "\0" + named.group(1) + "\0";
        return true;
      }
      return sent.contains(name);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

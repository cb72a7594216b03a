package dev.tillbridge.torture.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A line to a server on this machine that can be made slow, deaf or broken while it is in use. Its
 * own port never changes, so whoever talks through it need not know. All methods may be called by
 * any thread at any time; {@link #heal} ends every fault that lasts.
 */
public final class FaultyLine implements AutoCloseable {

  /** What happens to bytes that arrive. */
  enum Mode {
    /** They go on. */
    FLOW,
    /** They wait, and go on when the line heals. */
    STALL,
    /** They are lost, and so is the connection's state: it stays deaf when the line heals. */
    SWALLOW
  }

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger commitCuts = new AtomicInteger();
  private final AtomicInteger answerCuts = new AtomicInteger();
  private final AtomicInteger cutsDone = new AtomicInteger();
  private volatile Mode mode = Mode.FLOW;
  private volatile Cut cut = Cut.AFTER_COMMIT;
  private volatile int answerBytes;
  private volatile boolean refusing;
  private volatile Duration latency = Duration.ZERO;

  /** A line to that port of this machine. */
  public FaultyLine(int targetPort) {
    try {
      target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("line-" + targetPort).start(this::accept);
  }

  /** Where to connect instead of to the server. */
  public int port() {
    return server.getLocalPort();
  }

  /** Delays every chunk of bytes, each way. */
  public void slow(Duration eachWay) {
    latency = eachWay;
  }

  /** Holds all bytes back until the line heals, as a network does that loses packets for a while. */
  public void stall() {
    mode = Mode.STALL;
  }

  /**
   * Accepts and never answers. What is connected now, or connects until the line heals, stays deaf
   * for ever, as behind a firewall that has forgotten its connections.
   */
  public void blackHole() {
    mode = Mode.SWALLOW;
    open.forEach(Connection::deafen);
  }

  /** Breaks every connection at once. New ones work. */
  public void reset() {
    open.forEach(Connection::close);
  }

  /** Breaks every connection, and each new one at once, until the line heals. */
  public void refuse() {
    refusing = true;
    reset();
  }

  /** Breaks a connection at each of the next so many COMMITs. */
  public void cutCommits(Cut where, int howMany) {
    cut = where;
    commitCuts.set(howMany);
  }

  /** Breaks a connection in the midst of each of the next so many answers, after so many bytes. */
  public void cutAnswers(int afterBytes, int howMany) {
    answerBytes = afterBytes;
    answerCuts.set(howMany);
  }

  /** How many connections were broken by {@link #cutCommits} and {@link #cutAnswers}. */
  public int cutsDone() {
    return cutsDone.get();
  }

  /** How many cuts are still to come. */
  public int cutsLeft() {
    return commitCuts.get() + answerCuts.get();
  }

  /** Ends everything that lasts. */
  public void heal() {
    commitCuts.set(0);
    answerCuts.set(0);
    latency = Duration.ZERO;
    refusing = false;
    mode = Mode.FLOW;
    synchronized (this) {
      notifyAll();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    var upstream = new Socket();
    var connection = new Connection(client, upstream);
    open.add(connection);
    try {
      client.setTcpNoDelay(true);
      if (refusing) {
        connection.close();
        return;
      }
      if (mode == Mode.SWALLOW) {
        connection.deafen();
      }
      upstream.connect(target, 2_000);
      upstream.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> connection.pump(upstream, client, false));
      connection.pump(client, upstream, true);
    } catch (IOException nobodyThere) {
      connection.close();
    }
  }

  /** One connection through the line. */
  private final class Connection {

    private final Socket client;
    private final Socket upstream;
    private final CommitWatch commits = new CommitWatch();
    private volatile boolean deaf;
    private volatile @Nullable Cut cutting;

    Connection(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void deafen() {
      deaf = true;
    }

    void pump(Socket from, Socket to, boolean isRequest) {
      var buffer = new byte[32_768];
      try {
        var in = from.getInputStream();
        var out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          delay();
          if (deaf) {
            continue;
          }
          int passed = isRequest ? asked(buffer, read) : answered(buffer, read);
          out.write(buffer, 0, passed);
          out.flush();
          if (passed < read || cutting == Cut.AT_COMMIT) {
            break;
          }
        }
      } catch (IOException hungUp) {
        // Whoever hangs up ends both directions: that is what a broken line does.
        close();
        return;
      }
      close();
    }

    /** How many of the client's bytes get through. */
    private int asked(byte[] buffer, int read) {
      if (commitCuts.get() > 0 && commits.isAsked(buffer, read) && take(commitCuts)) {
        cutting = cut;
        return cut == Cut.BEFORE_COMMIT ? 0 : read;
      }
      // A COMMIT must be known by its name even while nothing is to be cut.
      var _ = commitCuts.get() == 0 && commits.isAsked(buffer, read);
      return read;
    }

    private int answered(byte[] buffer, int read) {
      if (cutting == Cut.AFTER_COMMIT && CommitWatch.isDone(buffer, read)) {
        return 0;
      }
      if (answerCuts.get() > 0 && take(answerCuts)) {
        return Math.min(answerBytes, read - 1);
      }
      return read;
    }

    private boolean take(AtomicInteger cuts) {
      boolean mine = cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      if (mine) {
        cutsDone.incrementAndGet();
      }
      return mine;
    }

    private void delay() throws IOException {
      try {
        var wait = latency;
        if (wait.isPositive()) {
          Thread.sleep(wait);
        }
        synchronized (FaultyLine.this) {
          while (mode == Mode.STALL && !client.isClosed()) {
            FaultyLine.this.wait(1_000);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    void close() {
      open.remove(this);
      end(client);
      end(upstream);
    }

    /** Abruptly, so that the other side learns of it at once. */
    private static void end(Socket socket) {
      try (socket) {
        if (socket.isConnected() && !socket.isClosed()) {
          socket.setSoLinger(true, 0);
        }
      } catch (IOException gone) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heal();
    reset();
  }
}

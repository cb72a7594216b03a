package dev.tillbridge.hub.delivery;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells this hub at once that there is work, whichever hub made it: PostgreSQL's LISTEN and NOTIFY
 * on a connection of its own. A wake-up may be lost with the connection, so everybody who listens
 * polls as well, only slower.
 */
public final class Wakeups implements AutoCloseable {

  /** Payload: the destination. */
  public static final String DELIVERY = "delivery";

  /** Payload: the source. */
  public static final String INBOX = "inbox";

  private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
  private static final int LISTEN_MILLIS = 500;

  /** So long may nothing be heard before we ask whether the line is still there. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

  private static final int ASK_SECONDS = 3;

  private final String url;
  private final String user;
  private final String password;
  private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Thread thread;
  private volatile boolean closed;

  public Wakeups(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Calls with channel and payload, on the listening thread: be brief. */
  public void onWake(BiConsumer<String, String> listener) {
    listeners.add(listener);
  }

  /** Begins to listen. */
  public void start() {
    thread = Thread.ofPlatform().daemon().name("wakeups").start(this::run);
  }

  /** Wakes everybody once the caller's transaction commits (at once when there is none). */
  public static void notify(JdbcClient jdbc, String channel, String payload) {
    jdbc.sql("select pg_notify(:channel, :payload)")
        .param("channel", channel)
        .param("payload", payload)
        .query((_, _) -> channel)
        .single();
  }

  private void run() {
    while (!closed) {
      try (var connection = connect()) {
        listen(connection);
      } catch (SQLException lost) {
        LOG.warn("wake-ups lost, polling until PostgreSQL is back: {}", lost.getMessage());
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "tillbridge-wakeups");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(url, properties);
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String channel : List.of(DELIVERY, INBOX)) {
        statement.execute("listen " + channel);
      }
    }
    // Something may have been said before we listened.
    tell(DELIVERY, "");
    tell(INBOX, "");
    var notices = connection.unwrap(PGConnection.class);
    long heard = System.nanoTime();
    while (!closed) {
      for (var notice : notices.getNotifications(LISTEN_MILLIS)) {
        heard = System.nanoTime();
        tell(notice.getName(), notice.getParameter());
      }
      if (System.nanoTime() - heard > SILENCE_MAX.toNanos()) {
        // A dead line is as silent as a quiet one, and would stay so for hours.
        if (!connection.isValid(ASK_SECONDS)) {
          throw new SQLException("the line is dead");
        }
        heard = System.nanoTime();
      }
    }
  }

  private void tell(String channel, String payload) {
    for (var listener : listeners) {
      try {
        listener.accept(channel, payload);
      } catch (RuntimeException bug) {
        LOG.error("a listener failed on {} {}", channel, payload, bug);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}

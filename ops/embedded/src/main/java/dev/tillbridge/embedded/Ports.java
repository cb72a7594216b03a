package dev.tillbridge.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses a server's port and remembers it, so that a restart answers where it answered before. */
public final class Ports {

  // Below the range from which systems lend ports to outgoing connections: a port of ours is not
  // lent to a stranger while the server is down.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES_MAX = 1_000;

  private Ports() {}

  /**
   * The port to listen on.
   *
   * @param server the server's name for the message
   * @param remembered the file that keeps the port between starts
   * @param asked 1 to 65535, or 0 for the remembered or else any free one
   */
  static int choose(String server, Path remembered, int asked) throws IOException {
    if (asked < 0 || asked > 65_535) {
      throw new ServerStartException(server + ": port must be 0 to 65535, was " + asked);
    }
    if (asked > 0 && !isFree(asked)) {
      throw new ServerStartException(
          server + " cannot start: port " + asked + " is in use by another program");
    }
    int port = asked > 0 ? asked : read(remembered).orElseGet(Ports::anyFree);
    Files.writeString(remembered, port + "\n");
    return port;
  }

  private static OptionalInt read(Path remembered) throws IOException {
    if (!Files.exists(remembered)) {
      return OptionalInt.empty();
    }
    try {
      int port = Integer.parseInt(Files.readString(remembered).strip());
      return port > 0 && port <= 65_535 && isFree(port)
          ? OptionalInt.of(port)
          : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static int anyFree() {
    for (int tried = 0; tried < TRIES_MAX; tried++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new ServerStartException("no free port between " + LOWEST + " and " + HIGHEST);
  }

  /** Whether a server of ours could listen there now. */
  public static boolean isFree(int port) {
    try (var probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

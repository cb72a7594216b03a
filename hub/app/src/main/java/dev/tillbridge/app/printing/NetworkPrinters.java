package dev.tillbridge.app.printing;

import dev.tillbridge.app.config.Settings;
import dev.tillbridge.model.place.LocationId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The printers that the operator named, reached by raw TCP (port 9100 as a rule), which a browser cannot. Nobody
 * else's address is ever called, and nothing that a printer answers is told to anybody.
 */
@Component
public final class NetworkPrinters {

  private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(2);
  private static final Duration PRINT_AT_MOST = Duration.ofSeconds(8);

  /** A printer that is asked for its state answers at once; what is left unread would cut off what it prints. */
  private static final int LAST_WORDS_MILLIS = 250;

  private static final int LAST_WORDS_MOST = 4_096;

  private final List<Settings.Printer> printers;
  private final Duration atMost;
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  @Autowired
  NetworkPrinters(Settings settings) {
    this(settings.printers(), PRINT_AT_MOST);
  }

  NetworkPrinters(List<Settings.Printer> printers, Duration atMost) {
    this.printers = List.copyOf(printers);
    this.atMost = atMost;
  }

  /** Where the printer stands; empty when there is none of this name. */
  public Optional<LocationId> location(String printer) {
    return find(printer).map(Settings.Printer::location);
  }

  /** The names of all printers, with where they stand, as the operator listed them. */
  public List<Settings.Printer> all() {
    return printers;
  }

  /**
   * Sends the bytes, after what was sent to it before; waits for its turn no longer than for the printer.
   *
   * @throws IllegalArgumentException when there is no such printer
   */
  public PrintEnd print(String printer, byte[] bytes) {
    var there = find(printer)
        .orElseThrow(() -> new IllegalArgumentException("there is no printer " + printer));
    var turn = turns.computeIfAbsent(printer, _ -> new ReentrantLock(true));
    try {
      if (!turn.tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return new PrintEnd.NotPrinted("the printer is busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new PrintEnd.NotPrinted("the hub is stopping");
    }
    try {
      return send(there, bytes);
    } finally {
      turn.unlock();
    }
  }

  private Optional<Settings.Printer> find(String name) {
    return printers.stream().filter(printer -> printer.name().equals(name)).findFirst();
  }

  private PrintEnd send(Settings.Printer printer, byte[] bytes) {
    var begun = new AtomicBoolean();
    var ended = new CompletableFuture<PrintEnd>();
    try (var socket = new Socket()) {
      Thread.ofVirtual().name("print-" + printer.name()).start(() -> {
        try {
          write(socket, printer, bytes, begun);
          ended.complete(new PrintEnd.Printed());
        } catch (IOException | RuntimeException failure) {
          ended.completeExceptionally(failure);
        }
      });
      // A socket that does not take more blocks for ever: closing it from here ends that.
      return ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | IOException failure) {
      return begun.get()
          ? new PrintEnd.InDoubt("the connection to the printer broke off")
          : new PrintEnd.NotPrinted("the printer cannot be reached");
    } catch (TimeoutException late) {
      return begun.get()
          ? new PrintEnd.InDoubt("the printer takes too long; look at its paper and its cover")
          : new PrintEnd.NotPrinted("the printer cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new PrintEnd.InDoubt("the hub is stopping");
    }
  }

  private static void write(
      Socket socket, Settings.Printer printer, byte[] bytes, AtomicBoolean begun)
      throws IOException {
    socket.connect(
        new InetSocketAddress(printer.host(), printer.port()),
        Math.toIntExact(CONNECT_AT_MOST.toMillis()));
    begun.set(true);
    socket.getOutputStream().write(bytes);
    socket.shutdownOutput();
    socket.setSoTimeout(LAST_WORDS_MILLIS);
    try {
      socket.getInputStream().readNBytes(LAST_WORDS_MOST);
    } catch (SocketTimeoutException quiet) {
      // It keeps the line open and has nothing to say. All was handed over.
      return;
    }
  }
}

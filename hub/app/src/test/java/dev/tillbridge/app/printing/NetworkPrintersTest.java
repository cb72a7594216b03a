package dev.tillbridge.app.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.config.Settings;
import dev.tillbridge.model.place.LocationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a printer that is a TCP server, as they all are. */
class NetworkPrintersTest {

  private static final byte[] RECEIPT = {0x1b, 0x40, 'M', 'u', 'g', 0x0a, 0x1d, 0x56, 0x00};

  private final ServerSocket printer = listening();
  private final List<byte[]> papers = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    printer.close();
  }

  private NetworkPrinters printers(Duration atMost) {
    return new NetworkPrinters(
        List.of(new Settings.Printer(
            "counter", new LocationId("main"), "127.0.0.1", printer.getLocalPort())),
        atMost);
  }

  private void printing() {
    Thread.ofVirtual().start(() -> {
      while (!printer.isClosed()) {
        try (var line = printer.accept()) {
          // Tells its state first, as some do without being asked.
          line.getOutputStream().write(0x12);
          papers.add(line.getInputStream().readAllBytes());
        } catch (IOException closed) {
          return;
        }
      }
    });
  }

  @Test
  void a_receipt_arrives_byte_by_byte() {
    printing();
    assertThat(printers(Duration.ofSeconds(8)).print("counter", RECEIPT))
        .isEqualTo(new PrintEnd.Printed());
    await().untilAsserted(() -> assertThat(papers).containsExactly(RECEIPT));
  }

  @Test
  void receipts_of_many_tills_never_mix() {
    printing();
    var printers = printers(Duration.ofSeconds(30));
    var jobs = IntStream.range(0, 12).mapToObj(NetworkPrintersTest::full).toList();
    assertThat(jobs.parallelStream().map(job -> printers.print("counter", job)))
        .containsOnly(new PrintEnd.Printed());
    await()
        .untilAsserted(() -> assertThat(papers.stream().map(Arrays::toString).toList())
            .containsExactlyInAnyOrderElementsOf(
                jobs.stream().map(Arrays::toString).toList()));
  }

  private static byte[] full(int of) {
    var job = new byte[20_000];
    Arrays.fill(job, (byte) of);
    return job;
  }

  @Test
  void nobody_there_means_not_printed() throws IOException {
    printer.close();
    assertThat(printers(Duration.ofSeconds(8)).print("counter", RECEIPT))
        .isEqualTo(new PrintEnd.NotPrinted("the printer cannot be reached"));
  }

  @Test
  void a_printer_that_takes_no_more_is_given_up_in_doubt() {
    Thread.ofVirtual().start(() -> {
      try (var _ = printer.accept()) {
        // Out of paper: it reads nothing, and keeps the line.
        over.await();
      } catch (IOException | InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    });
    assertThat(printers(Duration.ofMillis(500)).print("counter", new byte[64 << 20]))
        .isInstanceOf(PrintEnd.InDoubt.class);
  }

  @Test
  void a_line_that_breaks_off_leaves_a_doubt() {
    Thread.ofVirtual().start(() -> {
      try (var line = printer.accept()) {
        line.setSoLinger(true, 0);
        line.getInputStream().readNBytes(3);
      } catch (IOException closed) {
        return;
      }
    });
    assertThat(printers(Duration.ofSeconds(8)).print("counter", new byte[16 << 20]))
        .isInstanceOf(PrintEnd.InDoubt.class);
  }
}

package dev.tillbridge.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.embedded.Folders;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.Programs;
import dev.tillbridge.torture.nemesis.Fault;
import dev.tillbridge.torture.nemesis.Fencing;
import dev.tillbridge.torture.nemesis.Nemesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short run of everything; {@code ops/torture} runs longer and with other seeds. */
class TortureRunTest {

  private static final long SEED = 20_261_122;
  private static final Duration TIME = Duration.ofSeconds(40);

  @Test
  void whatever_goes_wrong_nothing_is_broken() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("tillbridge-torture-");
    var programs = Programs.of(
        Path.of(System.getProperty("tillbridge.root", "../..")).toAbsolutePath(),
        Path.of(System.getProperty("torture.target", "target")).toAbsolutePath());
    var options = TortureOptions.of(
        TIME, SEED, Nemesis.everything(new Fencing()).stream().map(Fault::name).toList());
    try (var lab = Lab.start(programs, folder, options.hubs())) {
      var report = new TortureRun(lab, options, System.out::println).run();
      System.out.println(report.text());
      assertThat(report.violations()).as(report.text()).isEmpty();
    }
    Folders.delete(folder);
  }
}

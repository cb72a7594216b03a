package dev.tillbridge.torture;

import dev.tillbridge.embedded.Folders;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.LabTrouble;
import dev.tillbridge.torture.lab.Programs;
import dev.tillbridge.torture.nemesis.Fault;
import dev.tillbridge.torture.nemesis.Fencing;
import dev.tillbridge.torture.nemesis.Nemesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** Behind {@code ops/torture}, which starts it after it has built everything. */
public final class Torture {

  private static final int GOOD = 0;
  private static final int BROKEN = 1;
  private static final int WRONG_USE = 2;

  /** Seeds that a person can type. */
  private static final int SEED_MOST = 1_000_000;

  private Torture() {}

  /** Exit codes: 0 nothing is broken, 1 something is, 2 asked for something that cannot be. */
  public static void main(String[] args) {
    var root = Path.of(System.getProperty("tillbridge.root", "")).toAbsolutePath();
    System.exit(run(List.of(args), root));
  }

  private static int run(List<String> words, Path root) {
    try {
      if (words.contains("--help") || words.contains("-h")) {
        System.out.print(TortureOptions.usage());
        return GOOD;
      }
      if (words.isEmpty() || !words.getFirst().equals("stock")) {
        throw new TortureOptions.Usage(
            "say what to torture: ops/torture stock (see ops/torture --help)");
      }
      var options = TortureOptions.parse(
          words.subList(1, words.size()),
          Nemesis.everything(new Fencing()).stream().map(Fault::name).toList(),
          RandomGenerator.getDefault().nextInt(1, SEED_MOST),
          Path.of("").toAbsolutePath());
      return torture(options, root);
    } catch (TortureOptions.Usage e) {
      System.err.println("ops/torture: " + e.getMessage());
      return WRONG_USE;
    } catch (LabTrouble | IOException e) {
      System.err.println("ops/torture: " + e.getMessage());
      return BROKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BROKEN;
    }
  }

  private static int torture(TortureOptions options, Path root)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("tillbridge-torture-");
    System.out.println(options.command());
    System.out.println("Data and logs: " + folder);
    var programs = Programs.of(root, root.resolve("ops/torture-lab/target"));
    boolean good;
    try (var lab = Lab.start(programs, folder, options.hubs())) {
      var report = new TortureRun(lab, options, System.out::println).run();
      System.out.println(report.text());
      var json = options.json();
      if (json != null) {
        Files.writeString(json, report.json());
      }
      good = report.isGood();
    }
    if (good && !options.keep()) {
      Folders.delete(folder);
    }
    return good ? GOOD : BROKEN;
  }
}

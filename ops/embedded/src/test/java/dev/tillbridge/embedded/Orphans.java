package dev.tillbridge.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that starts both servers and is then killed, so that they outlive it. */
final class Orphans {

  private Orphans() {}

  /** What it prints: ports and process ids of its servers. */
  record Left(int postgresPort, long postgresPid, int redisPort, long redisPid) {}

  static Left leave(Path folder) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jvm = new ProcessBuilder(List.of(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Orphans.class.getName(),
            folder.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (var out = jvm.inputReader(StandardCharsets.UTF_8)) {
      var words = String.valueOf(out.readLine()).split(" ", -1);
      return new Left(
          Integer.parseInt(words[0]),
          Long.parseLong(words[1]),
          Integer.parseInt(words[2]),
          Long.parseLong(words[3]));
    } finally {
      jvm.destroyForcibly();
      jvm.onExit().join();
    }
  }

  /** Runs until it is killed. */
  public static void main(String[] args) throws IOException {
    var folder = Path.of(args[0]);
    var postgres = PostgresServer.start(folder.resolve("postgres"), 0);
    var redis = RedisServer.start(folder.resolve("redis"), 0);
    System.out.printf("%d %d %d %d%n", postgres.port(), postgres.pid(), redis.port(), redis.pid());
    // Blocks for ever: nobody writes to this end.
    System.in.read();
  }
}

package dev.tillbridge.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The files of one PostgreSQL cluster, and the commands that work on them. */
final class PostgresCluster {

  static final String USER = "tillbridge";

  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Duration READY_LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(30);
  private static final Duration OLD_SESSIONS_GONE_MAX = Duration.ofSeconds(20);

  /** In postmaster.pid the process id comes first and the state on line 8. */
  private static final int STATE_LINE = 7;

  /** Above every process id a system can give: nobody has this one. */
  private static final String NOBODYS_PID = String.valueOf(Integer.MAX_VALUE);

  private final Path folder;
  private final Path data;
  private final Path pidFile;
  private final Path log;
  private final boolean durable;
  private final PostgresUser runAs;

  PostgresCluster(Path folder, boolean durable) {
    this.folder = folder;
    this.data = folder.resolve("cluster");
    this.pidFile = data.resolve("postmaster.pid");
    this.log = folder.resolve("postgres.log");
    this.durable = durable;
    this.runAs = PostgresUser.forThisMachine();
  }

  String password() {
    try {
      return Files.readString(folder.resolve("password")).strip();
    } catch (IOException e) {
      throw new ServerStartException("cannot read the password in " + folder, e);
    }
  }

  /** Ends a server that outlived its JVM, so that the port and the files are ours again. */
  void endLeftover() throws IOException {
    var leftover = Leftover.find(pidFile, data);
    if (leftover.isPresent()) {
      ServerProcess.end(leftover.get(), "INT", LEFTOVER_PATIENCE);
    } else if (Leftover.living(pidFile).isPresent()) {
      // The number belongs to a stranger by now, and PostgreSQL would refuse to start because of
      // it. The file must stay: it also names the shared memory that old sessions may still use.
      var lines = new ArrayList<>(Files.readAllLines(pidFile));
      lines.set(0, NOBODYS_PID);
      Files.write(pidFile, lines);
    }
  }

  void createIfMissing() throws IOException {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    // Made beside and renamed: an initdb that was cut short leaves nothing that looks complete.
    var beside = folder.resolve("cluster.new");
    Folders.delete(beside);
    var secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    var password = folder.resolve("password");
    Folders.writeSecret(password, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    Files.createDirectory(beside);
    runAs.own(folder);
    var command = new ArrayList<String>();
    command.addAll(List.of(binary("initdb"), "-D", beside.toString(), "-U", USER));
    command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password, "--encoding=UTF8"));
    command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
    if (!durable) {
      command.add("--no-sync");
    }
    var initdb = ServerProcess.start(runAs.command(command), log);
    if (!initdb.waitForEnd(READY_MAX) || !Files.exists(beside.resolve("PG_VERSION"))) {
      throw new ServerStartException("PostgreSQL's initdb failed: " + initdb.lastWords());
    }
    Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Starts the server and returns when it accepts connections. */
  ServerProcess start(int port) throws IOException {
    long giveUp = System.nanoTime() + OLD_SESSIONS_GONE_MAX.toNanos();
    while (true) {
      var process = ServerProcess.start(runAs.command(serverCommand(port)), log);
      if (isReadySoon(process)) {
        return process;
      }
      var words = process.lastWords();
      // After a kill -9 of the postmaster its sessions need a moment to notice.
      if (!words.contains("shared memory block") || System.nanoTime() > giveUp) {
        throw new ServerStartException("PostgreSQL cannot start: " + words);
      }
    }
  }

  private boolean isReadySoon(ServerProcess process) throws IOException {
    long giveUp = System.nanoTime() + READY_MAX.toNanos();
    while (!process.waitForEnd(READY_LOOK_EVERY)) {
      if (isReady(process.pid())) {
        return true;
      }
      if (System.nanoTime() > giveUp) {
        process.end("INT", LEFTOVER_PATIENCE);
        throw new ServerStartException(
            "PostgreSQL did not get ready within " + READY_MAX.toSeconds() + " s, see " + log);
      }
    }
    return false;
  }

  private boolean isReady(long pid) throws IOException {
    if (!Files.exists(pidFile)) {
      return false;
    }
    var lines = Files.readString(pidFile).lines().toList();
    return lines.size() > STATE_LINE
        && lines.getFirst().strip().equals(String.valueOf(pid))
        && lines.get(STATE_LINE).strip().equals("ready");
  }

  private List<String> serverCommand(int port) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(List.of(binary("postgres"), "-D", data.toString()));
    set(command, "port", String.valueOf(port));
    set(command, "listen_addresses", "127.0.0.1");
    // No socket file: its path has a length limit, and nobody connects that way.
    set(command, "unix_socket_directories", "");
    set(command, "max_connections", "100");
    set(command, "fsync", durable ? "on" : "off");
    set(command, "synchronous_commit", durable ? "on" : "off");
    set(command, "full_page_writes", durable ? "on" : "off");
    set(command, "timezone", "UTC");
    set(command, "log_timezone", "UTC");
    return command;
  }

  private static void set(List<String> command, String name, String value) {
    command.add("-c");
    command.add(name + '=' + value);
  }

  private String binary(String name) throws IOException {
    return Binaries.postgres(runAs.cache()).resolve("bin").resolve(name).toString();
  }
}

package dev.tillbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir
  Path temp;

  @Test
  void what_was_confirmed_survives_a_stop_a_kill_and_a_killed_jvm() throws Exception {
    var folder = temp.resolve("a b").resolve("postgres");
    int port;
    try (var first = PostgresServer.start(folder, 0)) {
      port = first.port();
      run(first, "create table kept (id int primary key)", "insert into kept values (1)");
      assertThat(ask(first, "show fsync")).isEqualTo("on");
      assertThat(ask(first, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(first, "show data_checksums")).isEqualTo("on");
      assertThat(ask(first, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(first, "show server_version")).startsWith("18");
    }
    assertThat(Ports.isFree(port)).isTrue();

    var second = PostgresServer.start(folder, 0);
    assertThat(second.port()).isEqualTo(port);
    run(second, "insert into kept values (2)");
    second.kill();
    assertThat(second.isAlive()).isFalse();

    try (var third = PostgresServer.start(folder, 0)) {
      assertThat(third.port()).isEqualTo(port);
      assertThat(ask(third, "select count(*) from kept")).isEqualTo("2");
    }
  }

  @Test
  void an_orphan_is_replaced_on_the_same_port_and_its_data_kept() throws Exception {
    var left = Orphans.leave(temp);
    assertThat(isAlive(left.postgresPid())).isTrue();
    try (var next = PostgresServer.start(temp.resolve("postgres"), left.postgresPort())) {
      assertThat(isAlive(left.postgresPid())).isFalse();
      assertThat(next.port()).isEqualTo(left.postgresPort());
      assertThat(ask(next, "select 1")).isEqualTo("1");
    }
    try (var next = RedisServer.start(temp.resolve("redis"), left.redisPort())) {
      assertThat(isAlive(left.redisPid())).isFalse();
      assertThat(next.port()).isEqualTo(left.redisPort());
    }
  }

  @Test
  void a_process_number_that_now_belongs_to_a_stranger_is_left_alone() throws Exception {
    var folder = temp.resolve("postgres");
    var first = PostgresServer.start(folder, 0);
    first.kill();
    var stranger = new ProcessBuilder(List.of("sleep", "600")).start();
    try {
      var pidFile = folder.resolve("cluster").resolve("postmaster.pid");
      var lines = Files.readAllLines(pidFile);
      lines.set(0, String.valueOf(stranger.pid()));
      Files.write(pidFile, lines);
      try (var second = PostgresServer.start(folder, 0)) {
        assertThat(ask(second, "select 1")).isEqualTo("1");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void a_port_in_use_is_one_clear_line_and_leaves_the_folder_free() throws IOException {
    var folder = temp.resolve("postgres");
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> PostgresServer.start(folder, other.getLocalPort()))
          .isInstanceOf(ServerStartException.class)
          .hasMessage(
              "PostgreSQL cannot start: port %d is in use by another program",
              other.getLocalPort());
    }
    assertThat(FolderLock.tryLock(folder))
        .hasValueSatisfying(lock -> assertThat(lock).isNotNull());
  }

  @Test
  void a_second_server_on_the_same_folder_is_refused() {
    var folder = temp.resolve("postgres");
    try (var first = PostgresServer.startRelaxed(folder, 0)) {
      assertThatThrownBy(() -> PostgresServer.start(folder, 0))
          .hasMessageContaining("is in use by another process");
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void a_wrong_password_is_refused_and_the_right_one_is_secret() throws Exception {
    try (var server = PostgresServer.startRelaxed(temp.resolve("postgres"), 0)) {
      assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess")
              .close())
          .isInstanceOf(SQLException.class);
      var file = temp.resolve("postgres").resolve("password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void each_test_class_gets_an_empty_database_of_its_own() throws Exception {
    var one = TestServers.freshDatabase();
    var other = TestServers.freshDatabase();
    run(one, "create table only_here (id int)");
    assertThat(other.url()).isNotEqualTo(one.url());
    try (var connection = DriverManager.getConnection(other.url(), other.user(), other.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select to_regclass('only_here')")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isNull();
    }
  }

  @Test
  void a_copy_begins_as_the_other_is_and_goes_its_own_way() throws Exception {
    var one = TestServers.freshDatabase();
    run(one, "create table shared (id int)");
    var copy = TestServers.copyOf(one);
    run(copy, "insert into shared values (1)");
    run(one, "create unique index on shared (id)");
    // It would be refused there if it were the same table.
    run(copy, "insert into shared values (1)");
    TestServers.drop(copy);
    TestServers.drop(copy);
    assertThatThrownBy(() -> run(copy, "select 1")).hasMessageContaining("does not exist");
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(process -> !Waiting.isOver(process)).orElse(false);
  }

  private static void run(PostgresServer server, String... sql) throws SQLException {
    run(
        new TestServers.Database("postgres", server.jdbcUrl(), server.user(), server.password()),
        sql);
  }

  private static void run(TestServers.Database database, String... sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      for (var one : sql) {
        statement.execute(one);
      }
    }
  }

  private static String ask(PostgresServer server, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}

package dev.tillbridge.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.people.SignIn.Wait;
import dev.tillbridge.hub.people.SignIn.Welcome;
import dev.tillbridge.hub.people.SignIn.Wrong;
import dev.tillbridge.hub.testing.Db;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {

  private static final byte[] PEPPER = Digests.random(32);

  private final Db db = Db.fresh();
  private Instant now = Instant.parse("2026-11-22T14:00:00Z");
  private final InstantSource clock = () -> now;
  private final People people = people();

  @BeforeEach
  void staff() {
    add("Cora", Role.CASHIER, "482913", "correct horse");
    add("Max", Role.MANAGER, "739150", "battery staple");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void the_right_pin_opens_a_session_for_a_shift() {
    var welcome = welcome(people.signInWithPin(" cora ", "482913", "till-1"));
    assertThat(welcome.user().name()).isEqualTo("Cora");
    assertThat(welcome.expiresAt()).isEqualTo(now.plus(Duration.ofHours(12)));
    assertThat(people.session(welcome.sessionToken())).contains(welcome.user());
    now = now.plus(Duration.ofHours(12));
    assertThat(people.session(welcome.sessionToken())).isEmpty();
  }

  @Test
  void a_clock_finer_than_the_database_keeps_nobody_out() {
    now = now.plusNanos(999);
    assertThat(people.signInWithPin("Cora", "000000", "till-1")).isInstanceOf(Wrong.class);
    assertThat(people.signInWithPin("Cora", "482913", "till-1")).isInstanceOf(Welcome.class);
  }

  @Test
  void only_hashes_are_stored() {
    var token = welcome(people.signInWithPin("Cora", "482913", "till-1")).sessionToken();
    var stored = db.jdbc()
        .sql("select token_hash from user_session")
        .query((r, _) -> r.getBytes(1))
        .single();
    assertThat(stored).isEqualTo(Digests.sha256(token));
    assertThat(token).hasSizeGreaterThanOrEqualTo(43);
    var pin = text("select pin_hash from app_user where name = 'Cora'");
    assertThat(pin).startsWith("$argon2id$").doesNotContain("482913");
  }

  @Test
  void a_stolen_database_does_not_help_without_the_key() {
    var thief = new People(db.jdbc(), db.tx(), clock, new Cases(db.jdbc(), clock), new byte[32]);
    assertThat(thief.signInWithPin("Cora", "482913", "home")).isInstanceOf(Wrong.class);
  }

  @Test
  void an_unknown_name_is_answered_like_a_wrong_pin() {
    assertThat(people.signInWithPin("Cora", "111111", "a")).isEqualTo(new Wrong());
    for (var name : List.of("Nobody", "", "x".repeat(5_000), "\u0000", "' or 1=1 --", "\uD800")) {
      assertThat(people.signInWithPin(name, "482913", "b" + name)).isEqualTo(new Wrong());
    }
  }

  @Test
  void an_unknown_name_takes_as_long_as_a_wrong_pin() {
    var known = new ArrayList<Long>();
    var unknown = new ArrayList<Long>();
    for (int i = 0; i < 12; i++) {
      now = now.plus(Duration.ofHours(2));
      known.add(nanos("Cora", "k" + i));
      unknown.add(nanos("Nobody", "u" + i));
    }
    // Without the equal work the unknown name would take a tenth of the time.
    assertThat((double) median(unknown) / median(known)).isBetween(0.4, 2.5);
  }

  @Test
  void after_five_failures_everybody_waits_longer_and_longer() {
    for (int i = 0; i < 5; i++) {
      assertThat(people.signInWithPin("Cora", "000000", "d" + i)).isInstanceOf(Wrong.class);
    }
    assertThat(people.signInWithPin("Cora", "482913", "d9"))
        .as("even the right PIN")
        .isEqualTo(new Wait(Duration.ofSeconds(5)));
    assertThat(people().signInWithPin("Cora", "482913", "d9"))
        .as("after a restart")
        .isInstanceOf(Wait.class);
    now = now.plusSeconds(5);
    assertThat(people.signInWithPin("Cora", "000000", "d9")).isInstanceOf(Wrong.class);
    assertThat(people.signInWithPin("Cora", "482913", "d9"))
        .isEqualTo(new Wait(Duration.ofSeconds(10)));
    now = now.plusSeconds(10);
    assertThat(people.signInWithPin("Cora", "482913", "d9")).isInstanceOf(Welcome.class);
    assertThat(people.signInWithPin("Cora", "000000", "d9"))
        .as("forgiven")
        .isInstanceOf(Wrong.class);
    assertThat(people.signInWithPin("Cora", "482913", "d9")).isInstanceOf(Welcome.class);
  }

  @Test
  void a_thousand_guesses_at_once_are_no_more_than_five() throws Exception {
    var endings = new HashMap<Class<?>, Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var guesses = new ArrayList<Callable<SignIn>>();
      for (int i = 0; i < 200; i++) {
        int n = i;
        guesses.add(() -> people.signInWithPin("Cora", "%06d".formatted(n), "till-" + n % 50));
      }
      for (Future<SignIn> ending : threads.invokeAll(guesses)) {
        endings.merge(ending.get().getClass(), 1, Integer::sum);
      }
    }
    assertThat(endings).isEqualTo(Map.of(Wrong.class, 5, Wait.class, 195));
  }

  @Test
  void one_pin_against_all_names_is_stopped_by_the_device() {
    for (int i = 0; i < 5; i++) {
      assertThat(people.signInWithPin("name" + i, "482913", "till-1")).isInstanceOf(Wrong.class);
    }
    assertThat(people.signInWithPin("Max", "739150", "till-1")).isInstanceOf(Wait.class);
    assertThat(people.signInWithPin("Max", "739150", "till-2"))
        .as("the other tills stay open")
        .isInstanceOf(Welcome.class);
  }

  @Test
  void ones_own_pin_does_not_wash_away_guesses_at_others() {
    for (int i = 0; i < 4; i++) {
      people.signInWithPin("name" + i, "000000", "till-1");
      assertThat(people.signInWithPin("Max", "739150", "till-1")).isInstanceOf(Welcome.class);
    }
    people.signInWithPin("name9", "000000", "till-1");
    assertThat(people.signInWithPin("Max", "739150", "till-1")).isInstanceOf(Wait.class);
  }

  @Test
  void a_locked_pin_leaves_the_password_open() {
    for (int i = 0; i < 5; i++) {
      people.signInWithPin("Max", "000000", "till-1");
    }
    assertThat(people.signInWithPassword("Max", "battery staple", "till-1"))
        .isInstanceOf(Welcome.class);
    assertThat(people.signInWithPassword("Max", "739150", "till-1"))
        .as("a PIN is no password")
        .isInstanceOf(Wrong.class);
  }

  @Test
  void failures_are_forgotten_after_an_hour() {
    for (int i = 0; i < 4; i++) {
      people.signInWithPin("Cora", "000000", "till-1");
    }
    now = now.plus(SignInGuard.FORGET).plusSeconds(1);
    for (int i = 0; i < 4; i++) {
      assertThat(people.signInWithPin("Cora", "000000", "till-1")).isInstanceOf(Wrong.class);
    }
    assertThat(people.signInWithPin("Cora", "482913", "till-1")).isInstanceOf(Welcome.class);
  }

  @Test
  void an_attack_becomes_a_case() {
    for (int i = 0; i < People.ALARM_AT; i++) {
      people.signInWithPin("name" + i, "000000", "10.0.0.9");
      now = now.plus(Duration.ofMinutes(5));
    }
    assertThat(new Cases(db.jdbc(), clock).open())
        .extracting(c -> c.kind() + " " + c.subject())
        .containsExactly("sign-in-attack 10.0.0.9");
  }

  @Test
  void what_changes_for_a_person_holds_at_once() {
    var token = welcome(people.signInWithPin("Max", "739150", "till-1")).sessionToken();
    db.jdbc().sql("update app_user set role = 'CASHIER' where name = 'Max'").update();
    assertThat(people.session(token).orElseThrow().role()).isEqualTo(Role.CASHIER);
    db.jdbc().sql("update app_user set active = false where name = 'Max'").update();
    assertThat(people.session(token)).isEmpty();
    assertThat(people.signInWithPin("Max", "739150", "till-1")).isInstanceOf(Wrong.class);
  }

  @Test
  void signing_out_ends_this_session_only() {
    var one = welcome(people.signInWithPin("Max", "739150", "till-1")).sessionToken();
    var two = welcome(people.signInWithPin("Max", "739150", "till-1")).sessionToken();
    people.signOut(one);
    people.signOut("unknown");
    assertThat(people.session(one)).isEmpty();
    assertThat(people.session(two)).isPresent();
  }

  @Test
  void waits_grow_and_end_somewhere() {
    assertThat(
            Arrays.stream(new int[] {4, 5, 6, 7, 12, 13, 1_000_000}).mapToObj(SignInGuard::pause))
        .containsExactly(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(640),
            SignInGuard.LONGEST_WAIT,
            SignInGuard.LONGEST_WAIT);
  }

  private long nanos(String name, String device) {
    long start = System.nanoTime();
    people.signInWithPin(name, "000000", device);
    return System.nanoTime() - start;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static Welcome welcome(SignIn ending) {
    assertThat(ending).isInstanceOf(Welcome.class);
    return (Welcome) ending;
  }

  private People people() {
    return new People(db.jdbc(), db.tx(), clock, new Cases(db.jdbc(), clock), PEPPER);
  }

  private void add(String name, Role role, String pin, String password) {
    var hash = new SlowHash(PEPPER);
    db.jdbc()
        .sql("""
            insert into app_user (id, name, role, pin_hash, password_hash)
            values (:id, :name, :role, :pin, :password)
            """)
        .param("id", UUID.randomUUID())
        .param("name", name)
        .param("role", role.name())
        .param("pin", hash.hash("pin", pin))
        .param("password", hash.hash("password", password))
        .update();
  }

  private String text(String query) {
    return db.jdbc().sql(query).query((row, _) -> row.getString(1)).single();
  }
}

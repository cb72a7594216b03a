package dev.tillbridge.hub.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.testing.Db;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who works here. Each test has people of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffTest {

  private static final byte[] PEPPER = Digests.random(32);
  private static final User OWNER = new User(UUID.randomUUID(), "Olga", Role.OWNER);
  private static final User MANAGER = new User(UUID.randomUUID(), "Max", Role.MANAGER);

  private final Db db = Db.fresh();
  private final InstantSource clock = () -> Instant.parse("2026-11-24T09:00:00Z");
  private final PersonKeys keys = new PersonKeys(db.jdbc(), clock);
  private final Staff staff = new Staff(db.jdbc(), db.tx(), clock, keys, PEPPER);
  private final People people =
      new People(db.jdbc(), db.tx(), clock, new Cases(db.jdbc(), clock), PEPPER);

  @AfterAll
  void close() {
    db.close();
  }

  @Test
  void whoever_is_switched_off_is_out_at_once_and_may_come_back() {
    var ida = added("Ida", Role.CASHIER, "482913");
    var token = signedIn("Ida", "482913");
    staff.setActive(ida, false, MANAGER);
    assertThat(people.session(token)).isEmpty();
    assertThat(people.signInWithPin("Ida", "482913", "till-1")).isInstanceOf(SignIn.Wrong.class);
    assertThat(staff.atTills()).noneMatch(user -> user.id().equals(ida));
    staff.setActive(ida, true, MANAGER);
    signedIn("Ida", "482913");
    assertThat(people.session(token)).as("the old session stays over").isEmpty();
  }

  @Test
  void a_new_pin_ends_what_the_old_one_opened_and_is_nobody_elses() {
    var eva = added("Eva", Role.CASHIER, "739150");
    added("Udo", Role.CASHIER, "615043");
    var token = signedIn("Eva", "739150");
    assertThatThrownBy(() -> staff.setPin(eva, "615043", MANAGER)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> staff.setPin(eva, "123456", MANAGER)).isInstanceOf(BadInput.class);
    assertThat(people.session(token)).as("a refused PIN changes nothing").isPresent();
    staff.setPin(eva, "260817", MANAGER);
    assertThat(people.session(token)).isEmpty();
    signedIn("Eva", "260817");
  }

  @Test
  void owners_are_the_owners_own_matter_and_nobody_shuts_himself_out() {
    var boss = added("Boss", Role.OWNER, "904172");
    assertThatThrownBy(() -> staff.setActive(boss, false, MANAGER)).isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> staff.setPin(boss, "358102", MANAGER)).isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> staff.setRole(boss, Role.CASHIER, MANAGER))
        .isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> staff.add("Mona", Role.OWNER, "358102", MANAGER))
        .isInstanceOf(NotPossible.class);
    var himself = new User(boss, "Boss", Role.OWNER);
    assertThatThrownBy(() -> staff.setActive(boss, false, himself)).isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> staff.add("boss", Role.CASHIER, "358102", OWNER))
        .isInstanceOf(BadInput.class);
  }

  private UUID added(String name, Role role, String pin) {
    staff.add(name, role, pin, OWNER);
    return staff.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private String signedIn(String name, String pin) {
    var ending = people.signInWithPin(name, pin, "till-1");
    assertThat(ending).isInstanceOf(SignIn.Welcome.class);
    return ((SignIn.Welcome) ending).sessionToken();
  }
}

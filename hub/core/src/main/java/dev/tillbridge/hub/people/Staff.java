package dev.tillbridge.hub.people;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who works here. What changes holds at once at the hub, and at a till as soon as it is heard: whoever is
 * switched off or gets another PIN loses his sessions and his keys at tills.
 */
public final class Staff {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final SlowHash hash;
  private final Accounts accounts;
  private final PersonKeys keys;

  /**
   * Ready at once.
   *
   * @param pepper see {@link Secrets#pepper}
   */
  public Staff(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      PersonKeys keys,
      byte[] pepper) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.keys = keys;
    this.hash = new SlowHash(pepper);
    this.accounts = new Accounts(jdbc, clock, hash);
  }

  /**
   * One person.
   *
   * @param pin whether he has one, and so may sign in at a till
   * @param tills how many tills know his PIN, to sign him in without a line
   */
  public record Member(UUID id, String name, Role role, boolean active, boolean pin, int tills) {}

  /** Everybody, those who are switched off last. */
  public List<Member> all() {
    return jdbc.sql("""
            select u.id, u.name, u.role, u.active, u.pin_hash is not null as pin,
                   (select count(*) from person_key k where k.person = u.id and k.ended_at is null) as tills
              from app_user u order by u.active desc, lower(u.name)
            """)
        .query((row, _) -> new Member(
            row.getObject("id", UUID.class),
            row.getString("name"),
            Role.valueOf(row.getString("role")),
            row.getBoolean("active"),
            row.getBoolean("pin"),
            row.getInt("tills")))
        .list();
  }

  /** Whoever may sign in at a till now. */
  public List<User> atTills() {
    return all().stream()
        .filter(each -> each.active() && each.pin() && each.role() != Role.BOOKKEEPER)
        .map(each -> new User(each.id(), each.name(), each.role()))
        .toList();
  }

  /**
   * Adds somebody.
   *
   * @param by who does it
   * @throws BadInput when the name is taken or the PIN may not be set
   * @throws NotPossible when it is not for him to do
   */
  public void add(String name, Role role, String pin, User by) {
    mustManage(by, role);
    var taken = jdbc.sql("select exists (select 1 from app_user where lower(name) = lower(:name))")
        .param("name", name.strip())
        .query(Boolean.class)
        .single();
    if (taken) {
      throw BadInput.of("name", "is taken by somebody else");
    }
    tx.executeWithoutResult(_ -> {
      patience();
      accounts.addUser("", new BootstrapFile.Person(name, role.name(), null, pin));
      audit(by, "person-added", name, role.name());
    });
  }

  /** Gives somebody another role; keys at tills stay, with what the role allows. */
  public void setRole(UUID id, Role role, User by) {
    tx.executeWithoutResult(_ -> {
      var person = locked(id);
      mustManage(by, person.role());
      mustManage(by, role);
      mustNotBeHimself(by, id);
      if (person.role() != role) {
        jdbc.sql("update app_user set role = :role where id = :id")
            .param("role", role.name())
            .param("id", id)
            .update();
        accounts.changed(id, by.name());
        audit(by, "person-role", person.name(), role.name());
      }
    });
  }

  /**
   * Gives somebody another PIN. Sessions and keys that the old one opened are over.
   *
   * @throws BadInput when it may not be set
   */
  public void setPin(UUID id, String pin, User by) {
    tx.executeWithoutResult(_ -> {
      patience();
      var person = locked(id);
      if (!by.id().equals(id)) {
        mustManage(by, person.role());
      }
      accounts.setPin("pin", id, pin);
      shutOut(id, "another PIN");
      audit(by, "person-pin", person.name(), "");
    });
  }

  /** Switches somebody off or on again. */
  public void setActive(UUID id, boolean active, User by) {
    tx.executeWithoutResult(_ -> {
      var person = locked(id);
      mustManage(by, person.role());
      mustNotBeHimself(by, id);
      if (person.active() == active) {
        return;
      }
      jdbc.sql("update app_user set active = :active where id = :id")
          .param("active", active)
          .param("id", id)
          .update();
      accounts.changed(id, by.name());
      if (!active) {
        shutOut(id, "switched off");
      }
      audit(by, active ? "person-on" : "person-off", person.name(), "");
    });
  }

  private void shutOut(UUID id, String why) {
    jdbc.sql("delete from user_session where user_id = :id").param("id", id).update();
    keys.end(id, why);
  }

  private record Locked(String name, Role role, boolean active) {}

  private Locked locked(UUID id) {
    return jdbc.sql("select name, role, active from app_user where id = :id for update")
        .param("id", id)
        .query((row, _) -> new Locked(
            row.getString("name"), Role.valueOf(row.getString("role")), row.getBoolean("active")))
        .optional()
        .orElseThrow(() -> new NotFound("person " + id));
  }

  /** The store's people are the manager's; owners are the owners' own matter. */
  private static void mustManage(User by, Role whom) {
    boolean may = by.role() == Role.OWNER || (by.role() == Role.MANAGER && whom != Role.OWNER);
    if (!may) {
      throw new NotPossible("only an owner may do that");
    }
  }

  /** Or the last owner could shut himself out. */
  private static void mustNotBeHimself(User by, UUID id) {
    if (by.id().equals(id)) {
      throw new NotPossible("somebody else has to do that to you");
    }
  }

  /** PINs are hashed in it, slowly on purpose. */
  private void patience() {
    jdbc.sql("set local idle_in_transaction_session_timeout = '2min'").update();
  }

  private void audit(User by, String action, String subject, String detail) {
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, :actor, :action, :subject, :detail)
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("actor", by.name())
        .param("action", action)
        .param("subject", subject)
        .param("detail", detail)
        .update();
  }
}

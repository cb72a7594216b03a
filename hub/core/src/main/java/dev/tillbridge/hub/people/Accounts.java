package dev.tillbridge.hub.people;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds users and tokens. Always within a transaction of the caller's. */
final class Accounts {

  private static final int TOKEN_SHORTEST = 20;
  private static final int NAME_LONGEST = 100;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final SlowHash hash;

  Accounts(JdbcClient jdbc, InstantSource clock, SlowHash hash) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.hash = hash;
  }

  /** Adds the person unless somebody has the name. */
  void addUser(String field, BootstrapFile.Person person) {
    var name = required(field, "name", person.name()).strip();
    if (name.length() > NAME_LONGEST) {
      throw BadInput.of(field + ".name", "must have at most " + NAME_LONGEST + " characters");
    }
    var role = Bootstrap.oneOf(field + ".role", Role.values(), person.role());
    if (exists(name)) {
      return;
    }
    var id = UUID.randomUUID();
    var pin = person.pin();
    var password = person.password();
    if (pin != null) {
      refuse(part(field, "pin"), PinRules.weakness(pin));
      refuse(part(field, "pin"), taken(pin, null));
    }
    if (password != null) {
      refuse(field + ".password", PinRules.passwordWeakness(password));
    }
    jdbc.sql("""
            insert into app_user (id, name, role, pin_hash, password_hash)
            values (:id, :name, :role, :pin, :password)
            """)
        .param("id", id)
        .param("name", name)
        .param("role", role.name())
        .param("pin", pin == null ? null : hash.hash("pin", pin))
        .param("password", password == null ? null : hash.hash("password", password))
        .update();
    changed(id, "hub");
  }

  /** Gives somebody a PIN that nobody else has. */
  void setPin(String field, UUID id, String pin) {
    refuse(field, PinRules.weakness(pin));
    refuse(field, taken(pin, id));
    jdbc.sql("update app_user set pin_hash = :pin where id = :id")
        .param("pin", hash.hash("pin", pin))
        .param("id", id)
        .update();
  }

  /** Notes what somebody is from now on. */
  void changed(UUID person, String by) {
    jdbc.sql("""
            insert into person_change (person, at, role, active, changed_by)
            select id, :now, role, active, :by from app_user where id = :person
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("by", by)
        .param("person", person)
        .update();
  }

  /** Adds the token, or gives the program of that name another one. A revoked one stays revoked. */
  void saveToken(String field, BootstrapFile.Token token) {
    var secret = required(field, "token", token.token());
    if (secret.length() < TOKEN_SHORTEST) {
      throw BadInput.of(field + ".token", "must have at least " + TOKEN_SHORTEST + " characters");
    }
    var scopes = token.scopes() == null ? List.<String>of() : token.scopes();
    jdbc.sql("""
            insert into api_token (token_hash, name, scopes, created_at)
            values (:hash, :name, :scopes, :now)
            on conflict (name) do update
               set token_hash = excluded.token_hash, scopes = excluded.scopes,
                   revoked_at = case when api_token.token_hash = excluded.token_hash
                                     then api_token.revoked_at end
            """)
        .param("hash", Digests.sha256(secret))
        .param("name", required(field, "name", token.name()))
        .param("scopes", scopes.toArray(String[]::new))
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  static String required(String field, String part, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw BadInput.of(part(field, part), "is missing");
    }
    return value;
  }

  /** A form has its parts at the top. */
  private static String part(String field, String part) {
    return field.isEmpty() ? part : field + "." + part;
  }

  private boolean exists(String name) {
    return jdbc.sql("select exists (select 1 from app_user where lower(name) = lower(:name))")
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  /** Two people with one PIN could not be told apart; the hashes are salted, so all are tried. */
  private Optional<String> taken(String pin, @Nullable UUID besides) {
    var hashes = jdbc.sql("""
            select pin_hash from app_user
             where pin_hash is not null and active and id is distinct from :besides
            """)
        .param("besides", besides, Types.OTHER)
        .query((row, _) -> row.getString("pin_hash"))
        .list();
    return hashes.stream().anyMatch(stored -> hash.matches("pin", pin, stored))
        ? Optional.of("cannot be used; choose another one")
        : Optional.empty();
  }

  private static void refuse(String field, Optional<String> reason) {
    if (reason.isPresent()) {
      throw BadInput.of(field, reason.get());
    }
  }
}

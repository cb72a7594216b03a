package dev.tillbridge.hub.people;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.people.SignIn.Wait;
import dev.tillbridge.hub.people.SignIn.Welcome;
import dev.tillbridge.hub.people.SignIn.Wrong;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is there and what he may do. Everything is looked up each time: what changes, holds at once. */
public final class People {

  /** How long a session lasts: a shift. */
  public static final Duration SESSION = Duration.ofHours(12);

  /** So many failures on one device within an hour are no slip of the finger. */
  static final int ALARM_AT = 10;

  private static final int NAME_LONGEST = 100;
  private static final String PIN = "pin";
  private static final String PASSWORD = "password";

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final SignInGuard guard;
  private final SlowHash hash;

  /**
   * Ready at once.
   *
   * @param pepper see {@link Secrets#pepper}
   */
  public People(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases, byte[] pepper) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.cases = cases;
    this.guard = new SignInGuard(jdbc, tx, clock);
    this.hash = new SlowHash(pepper);
  }

  private record Candidate(User user, @Nullable String hash) {}

  /**
   * Signs in at a till.
   *
   * @param deviceAddress tells devices apart, for example the network address
   */
  public SignIn signInWithPin(String name, String pin, String deviceAddress) {
    return signIn(PIN, name, pin, deviceAddress);
  }

  /**
   * Makes sure that somebody stands at a till and agrees, for example to something that only a
   * manager may decide. Failures count as those of signing in do. Not within a transaction, which
   * could undo the counting.
   *
   * @param deviceAddress tells devices apart, for example the network address
   */
  public PinCheck checkPin(String name, String pin, String deviceAddress) {
    return check(PIN, name, pin, deviceAddress);
  }

  /** Signs in with a password. Its failures are counted apart, so a locked PIN shuts nobody out. */
  public SignIn signInWithPassword(String name, String password, String address) {
    return signIn(PASSWORD, name, password, address);
  }

  /** A new session for somebody who has proved by a key of his who he is; see {@link PersonKeys#prove}. */
  public Welcome welcomeBack(User user) {
    return welcome(user, "key");
  }

  /** Who holds the session, unless it is over, unknown, or its user was switched off. */
  public Optional<User> session(String token) {
    return jdbc.sql("""
            select u.id, u.name, u.role
              from user_session s join app_user u on u.id = s.user_id
             where s.token_hash = :hash and s.expires_at > :now and u.active
            """)
        .param("hash", Digests.sha256(token))
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> new User(
            row.getObject("id", UUID.class),
            row.getString("name"),
            Role.valueOf(row.getString("role"))))
        .optional();
  }

  /** What somebody of this name is here, unless nobody is or he was switched off. Proves nothing. */
  public Optional<Role> roleOf(String name) {
    return jdbc.sql("select role from app_user where name = :name and active")
        .param("name", name)
        .query(String.class)
        .optional()
        .map(Role::valueOf);
  }

  /** Ends the session; an unknown one is ended already. */
  public void signOut(String token) {
    jdbc.sql("delete from user_session where token_hash = :hash")
        .param("hash", Digests.sha256(token))
        .update();
  }

  /** Whose API token it is, unless it is unknown or revoked. */
  public Optional<ApiClient> token(String bearer) {
    return jdbc.sql("""
            select name, scopes from api_token
             where token_hash = :hash and (revoked_at is null or revoked_at > :now)
            """)
        .param("hash", Digests.sha256(bearer))
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> new ApiClient(
            row.getString("name"), Set.of((String[]) row.getArray("scopes").getArray())))
        .optional();
  }

  private SignIn signIn(String method, String name, String secret, String address) {
    return switch (check(method, name, secret, address)) {
      case PinCheck.Right(var user) -> welcome(user, method);
      case PinCheck.Wrong() -> new Wrong();
      case PinCheck.Wait(var atLeast) -> new Wait(atLeast);
    };
  }

  private PinCheck check(String method, String name, String secret, String address) {
    var candidate = candidate(method, name);
    var user = method + " user " + candidate.map(c -> c.user().id().toString()).orElse(key(name));
    var device = method + " device " + key(address);
    var wait = guard.attempt(List.of(user, device));
    if (wait.isPresent()) {
      return new PinCheck.Wait(wait.get());
    }
    // The same work for a name that nobody has, so that the time it takes tells nothing.
    boolean right = hash.matches(method, secret, candidate.map(Candidate::hash).orElse(null));
    if (!right) {
      alarm(device, address);
      return new PinCheck.Wrong();
    }
    guard.forgive(user);
    // Not forgiven: whoever has one PIN could else try all others in between.
    guard.uncount(device);
    return new PinCheck.Right(candidate.orElseThrow().user());
  }

  private Optional<Candidate> candidate(String method, String name) {
    if (name.length() > NAME_LONGEST || name.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return jdbc.sql("""
            select id, name, role, pin_hash, password_hash from app_user
             where lower(name) = lower(:name) and active
            """)
        .param("name", name.strip())
        .query((row, _) -> new Candidate(
            new User(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Role.valueOf(row.getString("role"))),
            row.getString(method.equals(PIN) ? "pin_hash" : "password_hash")))
        .optional();
  }

  private Welcome welcome(User user, String method) {
    var token = Digests.token();
    var now = clock.instant();
    var expiresAt = now.plus(SESSION);
    tx.executeWithoutResult(_ -> {
      jdbc.sql("delete from user_session where user_id = :user and expires_at <= :now")
          .param("user", user.id())
          .param("now", now.atOffset(UTC))
          .update();
      jdbc.sql("""
                  insert into user_session (token_hash, user_id, created_at, expires_at)
                  values (:hash, :user, :now, :expires)
                  """)
          .param("hash", Digests.sha256(token))
          .param("user", user.id())
          .param("now", now.atOffset(UTC))
          .param("expires", expiresAt.atOffset(UTC))
          .update();
      audit(user, method, now);
    });
    return new Welcome(user, token, expiresAt);
  }

  private void audit(User user, String method, Instant now) {
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, :actor, 'sign-in', :actor, :method)
            """)
        .param("now", now.atOffset(UTC))
        .param("actor", user.id().toString())
        .param("method", method)
        .update();
  }

  private void alarm(String subject, String address) {
    if (guard.failures(subject) >= ALARM_AT) {
      cases.open(
          "sign-in-attack",
          key(address),
          "Somebody is trying to sign in from " + key(address),
          ALARM_AT + " failed attempts from one device within an hour. See who stands there.");
    }
  }

  /** Fit to be a key and to be shown, whatever was typed. */
  private static String key(String typed) {
    var plain = typed.strip().toLowerCase(Locale.ROOT);
    boolean fit = plain.length() <= NAME_LONGEST
        && plain
            .chars()
            .noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
    return fit ? plain : HexFormat.of().formatHex(Digests.sha256(plain));
  }
}

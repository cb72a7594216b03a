package dev.tillbridge.hub.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys of people at tills. A till makes one when the hub has just confirmed somebody's PIN, and keeps
 * the private half so that only this PIN opens it. The hub has the public half: what the key signs, somebody
 * signed at that till who knew the PIN, with or without a line. Our own hash of the PIN never leaves us.
 */
public final class PersonKeys {

  /** So long after the till was last heard, a key counts for what was signed without a line. */
  public static final Duration OFFLINE = Duration.ofDays(7);

  /** A proof that opens a session is as old as this at most, by both clocks. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  /** P-256, and nothing weaker. */
  private static final int FIELD_BITS = 256;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public PersonKeys(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A key as it stands.
   *
   * @param endedAt null while it holds
   */
  public record Key(
      UUID id,
      UUID person,
      String register,
      Instant madeAt,
      Instant confirmedAt,
      @Nullable Instant endedAt) {}

  /** What somebody was at a time. */
  public record Then(Role role, boolean active) {}

  /**
   * Keeps the public half. The caller has just made sure, by the PIN, that it is this person.
   *
   * @param publicKey as {@code exportKey("spki")} writes it, in Base64
   * @throws BadInput when it is no key on P-256
   * @throws IdReused when the id stands for another key
   */
  public void register(UUID id, UUID person, String register, String publicKey) {
    byte[] encoded;
    try {
      encoded = Base64.getDecoder().decode(publicKey);
      read(encoded);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw BadInput.of("publicKey", "must be an ECDSA key on P-256, as SPKI in Base64");
    }
    int added = jdbc.sql("""
            insert into person_key (id, person, register, public_key, made_at, confirmed_at)
            values (:id, :person, :register, :key, :now, :now) on conflict do nothing
            """)
        .param("id", id)
        .param("person", person)
        .param("register", register)
        .param("key", encoded)
        .param("now", clock.instant().atOffset(UTC))
        .update();
    if (added == 0
        && !(find(id).filter(key -> key.person().equals(person)).isPresent()
            && Arrays.equals(publicKey(id), encoded))) {
      throw new IdReused("key " + id);
    }
  }

  /** Which of these still hold at the till; it has been heard now. */
  public List<UUID> confirm(String register, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbc.sql("""
            update person_key k set confirmed_at = :now
              from app_user u
             where k.id in (:ids) and k.register = :register and k.ended_at is null
               and u.id = k.person and u.active
            returning k.id
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("ids", ids)
        .param("register", register)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  /** Ends all keys of a person; joins a running transaction. */
  void end(UUID person, String why) {
    jdbc.sql("""
            update person_key set ended_at = :now, ended_why = :why
             where person = :person and ended_at is null
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("why", why)
        .param("person", person)
        .update();
  }

  /** The key, if there is one. */
  public Optional<Key> find(UUID id) {
    return jdbc.sql("select * from person_key where id = :id")
        .param("id", id)
        .query((row, _) -> {
          var ended = row.getTimestamp("ended_at");
          return new Key(
              row.getObject("id", UUID.class),
              row.getObject("person", UUID.class),
              row.getString("register"),
              row.getTimestamp("made_at").toInstant(),
              row.getTimestamp("confirmed_at").toInstant(),
              ended == null ? null : ended.toInstant());
        })
        .optional();
  }

  /** Whether the key signed the text; the signature is Base64 of both numbers, as WebCrypto writes it. */
  public boolean isSigned(UUID id, String text, String signature) {
    try {
      var check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(read(publicKey(id)));
      check.update(text.getBytes(UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Who signed in at a till while it had no line, and proves it now. A proof counts once.
   *
   * @param at when it was made, by the till's clock
   */
  public Optional<User> prove(UUID id, String at, String signature) {
    var made = instant(at);
    var now = clock.instant();
    if (made == null
        || Duration.between(made, now).abs().compareTo(FRESH) > 0
        || find(id).isEmpty()
        || !isSigned(id, String.join("\n", "tillbridge-session-1", id.toString(), at), signature)) {
      return Optional.empty();
    }
    return jdbc.sql("""
            update person_key k set proved_at = :at
              from app_user u
             where k.id = :id and k.ended_at is null and (k.proved_at is null or k.proved_at < :at)
               and k.confirmed_at > :since and u.id = k.person and u.active
            returning u.id, u.name, u.role
            """)
        .param("at", made.atOffset(UTC))
        .param("id", id)
        .param("since", now.minus(OFFLINE).atOffset(UTC))
        .query((row, _) -> new User(
            row.getObject("id", UUID.class),
            row.getString("name"),
            Role.valueOf(row.getString("role"))))
        .optional();
  }

  /** What somebody was then; empty for whom nobody knows. */
  public Optional<Then> then(UUID person, Instant at) {
    return jdbc.sql("""
            select role, active from person_change where person = :person
             order by (at <= :at) desc, case when at <= :at then seq end desc, seq limit 1
            """)
        .param("person", person)
        .param("at", at.atOffset(UTC))
        .query((row, _) -> new Then(Role.valueOf(row.getString("role")), row.getBoolean("active")))
        .optional();
  }

  private byte[] publicKey(UUID id) {
    return jdbc.sql("select public_key from person_key where id = :id")
        .param("id", id)
        .query((row, _) -> row.getBytes(1))
        .single();
  }

  private static PublicKey read(byte[] encoded) throws GeneralSecurityException {
    var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
    if (key instanceof ECPublicKey curve
        && curve.getParams().getCurve().getField().getFieldSize() == FIELD_BITS) {
      return key;
    }
    throw new GeneralSecurityException("not a key on P-256");
  }

  private static @Nullable Instant instant(String at) {
    try {
      return Instant.parse(at);
    } catch (DateTimeException e) {
      return null;
    }
  }
}

package dev.tillbridge.hub.device;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.place.LocationId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets tills in and shuts them out. */
public final class Devices {

  /** Long enough to walk to the till. */
  public static final Duration CODE_LASTS = Duration.ofMinutes(15);

  /** For a till in another town, or a demo that is looked at in the afternoon. */
  public static final Duration CODE_LASTS_MOST = Duration.ofDays(1);

  /** Without letters and digits that look alike. */
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  /** 39 bits, to be guessed within a quarter of an hour. */
  private static final int CODE_LENGTH = 8;

  private static final int KEY_MOST = 200;
  private static final int TEXT_MOST = 100;
  private static final Pattern REGISTER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,19}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final DeviceStore store;

  public Devices(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.store = new DeviceStore(jdbc);
  }

  /** A code that lets one device in; this is its only copy. */
  public record Code(String code, Instant expiresAt) {
    /** Without the code, because records end up in logs. */
    @Override
    public String toString() {
      return "Code[until " + expiresAt + "]";
    }
  }

  /**
   * Makes a code for a register. Codes made for it before count no more.
   *
   * @param by the manager
   * @throws NotFound when there is no such register
   */
  public Code code(String register, String by) {
    return code(register, by, CODE_LASTS);
  }

  /**
   * The same, for a till that is farther away.
   *
   * @param lasts up to a day
   */
  public Code code(String register, String by, Duration lasts) {
    if (lasts.compareTo(CODE_LASTS_MOST) > 0 || !lasts.isPositive()) {
      throw BadInput.of("minutes", "must be from 1 to " + CODE_LASTS_MOST.toMinutes());
    }
    var plain = new StringBuilder(CODE_LENGTH);
    for (int i = 0; i < CODE_LENGTH; i++) {
      plain.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    var now = clock.instant();
    var until = now.plus(lasts);
    tx.executeWithoutResult(_ -> {
      if (!store.isRegister(register)) {
        throw new NotFound("register " + register);
      }
      store.endCodes(register, now);
      store.addCode(EntryProof.sha256(plain.toString()), register, by, now, until);
    });
    return new Code(plain.toString(), until);
  }

  /**
   * Lets a device in. The same again answers the same, as long as the code lasts.
   *
   * @param id made by the device
   * @param typed the code, in any spelling a person may type
   * @param publicKey as {@code exportKey("spki")} writes it
   * @throws NotPossible when the code is wrong, over or used, or the register has a device already
   */
  public Device enrol(UUID id, String typed, String name, byte[] publicKey) {
    if (name.isBlank() || name.length() > TEXT_MOST) {
      throw BadInput.of("name", "must have 1 to " + TEXT_MOST + " characters");
    }
    requireKey(publicKey);
    var hash = EntryProof.sha256(plain(typed));
    try {
      return java.util.Objects.requireNonNull(tx.execute(_ -> {
        var code = store
            .code(hash, clock.instant())
            .orElseThrow(() -> new NotPossible(
                "The code is wrong, was used, or has run out. Ask a manager for a new one."));
        var known = store.find(id);
        if (known.isPresent()) {
          if (id.equals(code.device()) && Arrays.equals(store.key(id), publicKey)) {
            return known.get();
          }
          throw new IdReused("device " + id);
        }
        if (code.device() != null) {
          throw new NotPossible(
              "The code was used by another device. Ask a manager for a new one.");
        }
        store.add(id, code.register(), name.strip(), publicKey, code.madeBy(), clock.instant());
        store.use(hash, id);
        audit(code.madeBy(), "device-enrolled", id, code.register() + ": " + name.strip());
        return store.find(id).orElseThrow();
      }));
    } catch (DuplicateKeyException e) {
      throw new NotPossible(
          "This register is another device's. A manager must end that one first, so that receipt numbers stay without gaps.");
    }
  }

  private static void requireKey(byte[] publicKey) {
    try {
      if (publicKey.length > KEY_MOST) {
        throw new GeneralSecurityException("too long");
      }
      EntryProof.key(publicKey);
    } catch (GeneralSecurityException e) {
      throw BadInput.of("publicKey", "must be an ECDSA key on P-256 as SPKI");
    }
  }

  private static String plain(String typed) {
    return typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
  }

  /**
   * Shuts a device out for good: what it writes is refused from now on. What it had sent stays. Again
   * changes nothing.
   */
  public Device revoke(UUID id, String by, String why) {
    if (why.isBlank() || why.length() > TEXT_MOST) {
      throw BadInput.of("why", "must have 1 to " + TEXT_MOST + " characters");
    }
    tx.executeWithoutResult(_ -> {
      var device = get(id);
      if (!device.isRevoked()) {
        store.revoke(id, by, clock.instant(), why.strip());
        audit(by, "device-revoked", id, device.register() + ": " + why.strip());
      }
    });
    return get(id);
  }

  /**
   * A register.
   *
   * @param device that works as it, or null
   */
  public record Register(
      String id, LocationId location, @Nullable Device device) {}

  /** All registers, by name. */
  public List<Register> registers() {
    return store.registers().entrySet().stream()
        .map(one ->
            new Register(one.getKey(), one.getValue(), store.of(one.getKey()).orElse(null)))
        .toList();
  }

  /**
   * Adds a register. The same again changes nothing.
   *
   * @param id as receipts will call it, for example {@code R2}
   * @throws BadInput when it makes no sense, or stands at another location already
   */
  public void addRegister(String id, LocationId location, String by) {
    if (!REGISTER.matcher(id).matches()) {
      throw BadInput.of("id", "must have 1 to 20 letters, digits or hyphens, like R2");
    }
    tx.executeWithoutResult(_ -> {
      if (!store.isLocation(location)) {
        throw BadInput.of("location", "there is no such location");
      }
      if (store.addRegister(id, location)) {
        audit(by, "register-added", id, location.code());
      } else if (!location.equals(store.registers().get(id))) {
        throw BadInput.of("id", "is at another location already");
      }
    });
  }

  /**
   * Number of the last receipt of a register that is here, 0 before its first; so that a till that lost its
   * storage goes on after it.
   */
  public long lastReceipt(String register) {
    return store.lastReceipt(register);
  }

  private void audit(String by, String action, Object subject, String detail) {
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, :actor, :action, :subject, :detail)
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("actor", by)
        .param("action", action)
        .param("subject", subject.toString())
        .param("detail", detail)
        .update();
  }

  /** All that were ever let in, those in use first. */
  public List<Device> all() {
    return store.all();
  }

  public Optional<Device> find(UUID id) {
    return store.find(id);
  }

  /** The device. */
  public Device get(UUID id) {
    return find(id).orElseThrow(() -> new NotFound("device " + id));
  }

  /** The one that works as a register now. */
  public Optional<Device> of(String register) {
    return store.of(register);
  }
}

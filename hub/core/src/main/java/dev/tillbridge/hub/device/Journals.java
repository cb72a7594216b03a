package dev.tillbridge.hub.device;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.device.Answer.Outcome;
import dev.tillbridge.hub.device.Answer.Reason;
import dev.tillbridge.hub.device.Answer.Refusal;
import dev.tillbridge.hub.device.Answer.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.problem.WrongState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hears the journals of tills. What continues a till's journal is kept for good before it is looked at, so
 * that the till may forget it; then each entry is taken in its turn. One that cannot be taken is set aside
 * with its reason and the others go on. What does not continue the journal is not taken at all.
 */
public final class Journals {

  /** The kind of the case about entries that do not fit; its subject is the device. */
  public static final String KIND = "till-journal";

  /** The kind of the case about one entry that is set aside; its subject is device and number. */
  public static final String ENTRY = "till-entry";

  /** The kind of the case about a till's clock; its subject is the device. */
  public static final String CLOCK = "till-clock";

  /** So many at once. */
  public static final int MOST = 200;

  /** A sale of 500 lines has some 100,000 characters. */
  private static final int BODY_MOST = 400_000;

  /** What is refused is kept as it came, but not without end. */
  private static final int REFUSED_MOST = 2_000_000;

  private static final int REFUSALS_MOST = 200;

  private static final int TEXT_MOST = 100;
  private static final Duration TURN = Duration.ofMinutes(2);
  private static final Duration SKEW_MOST = Duration.ofMinutes(10);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]{0,29}");
  private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final DeviceStore devices;
  private final JournalStore store;
  private final Map<String, EntryHandler> handlers;

  /**
   * Hears journals.
   *
   * @param handlers who takes what, by the entries' kinds
   */
  public Journals(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Cases cases,
      Map<String, EntryHandler> handlers) {
    this.tx = tx;
    this.clock = clock;
    this.cases = cases;
    this.devices = new DeviceStore(jdbc);
    this.store = new JournalStore(jdbc);
    this.handlers = Map.copyOf(handlers);
  }

  /**
   * Keeps what continues the till's journal and takes it.
   *
   * @param now the till's clock
   * @param own number of the newest entry that the till itself has; tells when it has lost some
   * @param entries in their order, at most {@link #MOST}; none just asks where the journal stands
   * @throws NotFound when there is no such device
   * @throws BadInput when something is no entry at all; then nothing is kept
   */
  public Answer hear(UUID device, Instant now, long own, List<Entry> entries) {
    check(entries);
    var heard = Objects.requireNonNull(tx.execute(_ -> keep(device, now, own, entries)));
    if (heard.refusal() == null || heard.refusal().reason() != Reason.REVOKED) {
      work(device);
    }
    var known = devices.find(device).orElseThrow();
    long from = entries.isEmpty() ? known.head() + 1 : entries.getFirst().seq();
    return new Answer(
        known.head(), known.headHash(), heard.refusal(), store.outcomes(device, from, MOST));
  }

  private record Heard(@Nullable Refusal refusal) {}

  private Heard keep(UUID id, Instant now, long own, List<Entry> entries) {
    var device = devices.locked(id).orElseThrow(() -> new NotFound("device " + id));
    if (device.isRevoked()) {
      var why =
          "This till was shut out by %s: %s".formatted(device.revokedBy(), device.revokedWhy());
      return refused(device, Reason.REVOKED, 0, entries, why);
    }
    clock(device, now);
    if (own < device.head()) {
      return refused(
          device,
          Reason.SET_BACK,
          0,
          entries,
          "This till has entries up to %d, but the hub has %d of them: it was set back to an older state, or is a copy."
              .formatted(own, device.head()));
    }
    if (!entries.isEmpty() && entries.getFirst().seq() > device.head() + 1) {
      // Nothing is wrong with them; those before are to be sent first.
      return new Heard(new Refusal(
          Reason.GAP, device.head() + 1, "The hub has the journal up to " + device.head() + "."));
    }
    return chain(device, entries);
  }

  private Heard chain(Device device, List<Entry> entries) {
    var key = devices.key(device.id());
    var known = entries.isEmpty()
        ? Map.<Long, byte[]>of()
        : store.hashes(device.id(), entries.getFirst().seq(), entries.getLast().seq());
    long head = device.head();
    byte[] headHash = HexFormat.of().parseHex(device.headHash());
    Heard heard = new Heard(null);
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var hash = EntryProof.hash(device.id(), entry);
      var wrong = wrong(device, key, entry, hash, head, headHash, known.get(entry.seq()));
      if (wrong != null) {
        heard = refused(device, Reason.FORKED, i, entries, wrong);
        break;
      }
      if (entry.seq() > head) {
        store.add(device.id(), entry, hash, clock.instant());
        head = entry.seq();
        headHash = hash;
      }
    }
    if (head > device.head()) {
      devices.moveHead(device.id(), head, headHash);
    }
    return heard;
  }

  private static @Nullable String wrong(
      Device device,
      byte[] key,
      Entry entry,
      byte[] hash,
      long head,
      byte[] headHash,
      byte @Nullable [] known) {
    if (entry.seq() <= head) {
      return known == null || Arrays.equals(known, hash)
          ? null
          : "Entry %d is not the one that the hub has.".formatted(entry.seq());
    }
    if (entry.seq() != head + 1) {
      return "Entry %d comes where %d should.".formatted(entry.seq(), head + 1);
    }
    if (!entry.previous().equals(HexFormat.of().formatHex(headHash))) {
      return "Entry %d does not follow the one before it.".formatted(entry.seq());
    }
    return EntryProof.isSigned(key, device.id(), entry)
        ? null
        : "Entry %d is not signed by this till.".formatted(entry.seq());
  }

  private Heard refused(Device device, Reason reason, int from, List<Entry> entries, String why) {
    if (from < entries.size()) {
      keepSigned(device, entries.subList(from, entries.size()), why);
    }
    // Whoever knows the till's id can send what is not signed: it is kept as evidence, not without
    // end.
    if (from < entries.size() && store.refusals(device.id()) < REFUSALS_MOST) {
      var first = entries.get(from);
      var all = entries.subList(from, entries.size()).toString();
      var kept = all.length() <= REFUSED_MOST ? all : all.substring(0, REFUSED_MOST);
      store.refuse(
          device.id(), first, EntryProof.hash(device.id(), first), why, kept, clock.instant());
    }
    var title =
        "The journal of till %s (%s) does not fit".formatted(device.register(), device.name());
    var detail = why
        + " Nothing from there on was taken; it is kept as it came. Find out who used this till, end it under Tills, and let it in anew.";
    cases.open(KIND, device.id().toString(), title, detail);
    LOG.warn("till {}: {}", device.register(), why);
    return new Heard(
        new Refusal(reason, from < entries.size() ? entries.get(from).seq() : 0, why));
  }

  private void keepSigned(Device device, List<Entry> entries, String why) {
    var key = devices.key(device.id());
    for (var entry : entries) {
      if (EntryProof.isSigned(key, device.id(), entry)) {
        var hash = EntryProof.hash(device.id(), entry);
        store.keepRefused(device.id(), entry, hash, why, clock.instant());
      }
    }
  }

  private void clock(Device device, Instant now) {
    var ahead = Duration.between(clock.instant(), now);
    var most = Duration.ofDays(20_000);
    var shown = ahead.abs().compareTo(most) > 0 ? most : ahead;
    devices.seen(device.id(), clock.instant(), (int) shown.toSeconds());
    if (ahead.abs().compareTo(SKEW_MOST) <= 0) {
      cases.close(CLOCK, device.id().toString(), "its clock is right again");
      return;
    }
    cases.open(
        CLOCK,
        device.id().toString(),
        "The clock of till %s (%s) is wrong".formatted(device.register(), device.name()),
        "It is %d minutes %s. Its sales are kept in the order of its journal, with the times it gave them. Set the clock of the device."
            .formatted(ahead.abs().toMinutes(), ahead.isNegative() ? "slow" : "fast"));
  }

  private static void check(List<Entry> entries) {
    if (entries.size() > MOST) {
      throw BadInput.of("entries", "must not be more than " + MOST);
    }
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var field = "entries[" + i + "]";
      require(entry.seq() > 0, field + ".seq", "must be above zero");
      require(HASH.matcher(entry.previous()).matches(), field + ".previous", "must be a hash");
      require(NAME.matcher(entry.kind()).matches(), field + ".kind", "must be a kind of entry");
      require(isText(entry.person()), field + ".person", "must have 1 to 100 characters");
      require(
          !entry.body().isEmpty() && entry.body().length() <= BODY_MOST && isKept(entry.body()),
          field + ".body",
          "must have 1 to " + BODY_MOST + " characters");
      require(entry.signature().length() <= TEXT_MOST, field + ".signature", "must be a signature");
      try {
        entry.time();
        java.util.Base64.getDecoder().decode(entry.signature());
      } catch (DateTimeException e) {
        throw BadInput.of(field + ".at", "must be a time like 2026-11-23T10:00:00.000Z");
      } catch (IllegalArgumentException e) {
        throw BadInput.of(field + ".signature", "must be Base64");
      }
    }
  }

  private static void require(boolean right, String field, String reason) {
    if (!right) {
      throw BadInput.of(field, reason);
    }
  }

  private static boolean isText(String text) {
    return !text.isBlank()
        && text.length() <= TEXT_MOST
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** PostgreSQL holds no zero character. */
  private static boolean isKept(String text) {
    return text.indexOf('\0') < 0;
  }

  /** Takes what is due of all tills that nobody is at. */
  public void work() {
    store.waiting(clock.instant()).forEach(this::work);
  }

  private void work(UUID id) {
    var until = clock.instant().plus(TURN);
    if (!devices.claim(id, clock.instant(), until)) {
      // Somebody is at it, and takes ours in its turn.
      return;
    }
    try {
      var device = devices.find(id).orElseThrow();
      // Half of the turn, so that it does not end under an entry that takes long.
      var stop = until.minus(TURN.dividedBy(2));
      for (var next = store.nextDue(id);
          next.isPresent() && clock.instant().isBefore(stop);
          next = store.nextDue(id)) {
        if (!take(device, next.get(), null)) {
          return;
        }
      }
    } finally {
      devices.release(id, until);
    }
  }

  /** Returns false when nothing can be taken now. */
  private boolean take(Device device, Entry entry, @Nullable String by) {
    var handler = handlers.get(entry.kind());
    try {
      if (handler == null) {
        aside(device, entry, "This hub does not know entries of the kind " + entry.kind() + ".");
      } else {
        var note = by == null ? handler.take(device, entry) : handler.takeFor(by, device, entry);
        store.settle(device.id(), entry.seq(), State.DONE, note, clock.instant());
        cases.close(ENTRY, subject(device, entry.seq()), "it was taken");
      }
      return true;
    } catch (BadInput | NotFound | IdReused | NotPossible | WrongState no) {
      aside(device, entry, String.valueOf(no.getMessage()));
      return true;
    } catch (Unavailable | TransientDataAccessException later) {
      LOG.warn("till {}: entry {} waits: {}", device.register(), entry.seq(), later.toString());
      return false;
    } catch (RuntimeException bug) {
      LOG.error("till {}: entry {} could not be taken", device.register(), entry.seq(), bug);
      aside(device, entry, "The hub failed on it: " + bug.getClass().getSimpleName());
      return true;
    }
  }

  private void aside(Device device, Entry entry, String why) {
    store.settle(device.id(), entry.seq(), State.ASIDE, why, clock.instant());
    cases.open(
        ENTRY,
        subject(device, entry.seq()),
        "Entry %d of till %s cannot be taken".formatted(entry.seq(), device.register()),
        why + " It is kept; try again when that is mended.");
  }

  private static String subject(Device device, long seq) {
    return device.id() + "|" + seq;
  }

  /**
   * Takes an entry that is set aside once more.
   *
   * @param by the manager who says that it shall be taken, or null when nobody does
   * @throws NotPossible when it is none, or still cannot be taken
   */
  public Outcome retry(UUID id, long seq, @Nullable String by) {
    var device = devices.find(id).orElseThrow(() -> new NotFound("device " + id));
    var entry = store
        .aside(id, seq)
        .orElseThrow(() -> new NotPossible("entry " + seq + " is not set aside"));
    if (!take(device, entry, by)) {
      throw new NotPossible("the hub is busy, try again in a minute");
    }
    return store.outcomes(id, seq, 1).getFirst();
  }

  /** What became of the entries from this number on, at most {@link #MOST}. */
  public List<Outcome> outcomes(UUID device, long from) {
    return store.outcomes(device, from, MOST);
  }
}

package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files of gateways and banks that somebody uploads. The same file, or one that overlaps with it, takes
 * effect once; what cannot be understood is named and set aside, and the rest goes on.
 */
public final class MoneyFiles {

  private static final int ACCOUNT_MOST = 100;

  /** So long a draft is kept. */
  private static final Duration DAY = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final MovementStore movements;
  private final FileStore store;
  private final DraftStore drafts;
  private final Settlements settlements;

  public MoneyFiles(
      JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Settlements settlements) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.movements = new MovementStore(jdbc);
    this.store = new FileStore(jdbc);
    this.drafts = new DraftStore(jdbc);
    this.settlements = settlements;
  }

  /**
   * What became of a file.
   *
   * @param gateway null of a bank
   * @param lines how many were understood
   * @param fresh how many of them were not known before
   * @param aside what was not understood
   */
  public record Report(
      UUID id,
      @Nullable Gateway gateway,
      String account,
      int lines,
      int fresh,
      String madeBy,
      Instant madeAt,
      List<Unread> aside) {
    public Report {
      aside = List.copyOf(aside);
    }
  }

  /**
   * What could not be understood, and nobody has dealt with.
   *
   * @param file null when a gateway's report told it
   * @param place a line of a file, or the gateway's name for it
   */
  public record Aside(
      @Nullable UUID file,
      @Nullable Gateway gateway,
      String account,
      String place,
      String why,
      Instant heardAt) {}

  /**
   * A file that somebody looks at before it is taken.
   *
   * @param gateway null of a bank
   * @param name of the file, for people
   */
  public record Draft(
      UUID id,
      @Nullable Gateway gateway,
      String account,
      Currency currency,
      String name,
      String madeBy,
      Instant madeAt) {}

  /** The text of a file, whatever program has written it. */
  public static String text(byte[] file) {
    return MoneyFile.text(file);
  }

  /**
   * Takes a gateway's settlement.
   *
   * @param id made by the caller; the same again is the same file
   * @param currency of lines that do not name one
   * @throws BadInput when it is no such file; nothing is taken then
   * @throws IdReused when another file has this id
   */
  public Report settlement(
      UUID id, Gateway gateway, String account, Currency currency, String text, String by) {
    return take(id, read(gateway, account, currency, text), text, by);
  }

  /**
   * Takes a bank account's movements, as a table or as OFX.
   *
   * @param id made by the caller; the same again is the same file
   * @throws BadInput when it is no such file; nothing is taken then
   * @throws IdReused when another file has this id
   */
  public Report bank(UUID id, String account, Currency currency, String text, String by) {
    return take(id, read(null, account, currency, text), text, by);
  }

  private FileContent read(
      @Nullable Gateway gateway, String account, Currency currency, String text) {
    var name = account(account);
    if (gateway == Gateway.PAYPAL) {
      throw BadInput.of("gateway", "PayPal is asked for its report, and read from no file");
    }
    if (gateway == null) {
      var read = BankFile.read(text, currency);
      return new FileContent(null, name, List.of(), read.all(), read.aside());
    }
    var read = SettlementFile.read(text, currency, Times.zone(jdbc));
    var lines = read.all();
    if (gateway == Gateway.SHOP) {
      var own = store.shopCurrency(name).orElse(currency);
      lines = lines.stream().map(line -> SettlementFile.inShopsOwn(line, own)).toList();
    }
    return new FileContent(gateway, name, lines, List.of(), read.aside());
  }

  private Report take(UUID id, FileContent content, String text, String by) {
    var hash = MovementStore.sha256(content.gateway() + "|" + content.account() + "|" + text);
    var report = Objects.requireNonNull(tx.execute(_ -> {
      store.alone(content.account());
      return store.known(id, hash).map(this::find).orElseGet(() -> {
        write(id, content, hash, by);
        return find(id);
      });
    }));
    settlements.enter();
    return report;
  }

  /** Joins the caller's transaction; returns how many lines were new. */
  private int write(UUID id, FileContent content, byte[] hash, String by) {
    var now = clock.instant();
    var gateway = content.gateway();
    var account = content.account();
    // Lines name their file, so it is there before them; how many are new is known after.
    store.insert(id, gateway, account, hash, content.lines(), by, now);
    movements.aside(id, gateway, account, content.aside(), now);
    int fresh;
    if (gateway == null) {
      var put = store.put(id, account, content.bank(), now);
      movements.aside(id, null, account, put.aside(), now);
      fresh = put.fresh();
    } else {
      jdbc.sql("""
              insert into gateway_account (gateway, account, read_at) values (:gateway, :account, :now)
              on conflict (gateway, account) do update set read_at = excluded.read_at
              """)
          .param("gateway", gateway.name())
          .param("account", account)
          .param("now", now.atOffset(UTC))
          .update();
      fresh = movements.put(gateway, account, content.movements(), id, now);
    }
    store.fresh(id, fresh);
    return fresh;
  }

  /**
   * Keeps a file for a day, so that somebody can look at what it would do.
   *
   * @param gateway null of a bank
   * @throws BadInput when it is no such file
   * @throws IdReused when another file has this id
   */
  public void draft(
      UUID id,
      @Nullable Gateway gateway,
      String account,
      Currency currency,
      String name,
      String text,
      String by) {
    var content = read(gateway, account, currency, text);
    var now = clock.instant();
    tx.executeWithoutResult(_ -> {
      drafts.dropBefore(now.minus(DAY));
      drafts.put(new Draft(id, gateway, content.account(), currency, name, by, now), text);
    });
  }

  /**
   * What a draft would do. It is tried and taken back, so that this is what happens then.
   *
   * @throws NotFound when there is none, or not any more
   */
  public FileLook look(UUID id) {
    var kept = kept(id);
    var draft = kept.draft();
    var content = read(draft.gateway(), draft.account(), draft.currency(), kept.text());
    return Objects.requireNonNull(tx.execute(status -> {
      store.alone(content.account());
      var tried = UUID.randomUUID();
      int fresh = write(tried, content, MovementStore.sha256("a try: " + tried), draft.madeBy());
      var aside = find(tried).aside();
      status.setRollbackOnly();
      return new FileLook(draft, content.lines(), fresh, aside, content.sums(), content.payouts());
    }));
  }

  /**
   * Takes a draft; the same again is the same.
   *
   * @throws NotFound when there is none, or not any more
   */
  public Report take(UUID id, String by) {
    var kept = drafts.find(id).orElse(null);
    if (kept == null) {
      return find(id);
    }
    var draft = kept.draft();
    var content = read(draft.gateway(), draft.account(), draft.currency(), kept.text());
    var report = take(id, content, kept.text(), by);
    drafts.drop(id);
    return report;
  }

  /** Forgets a draft. */
  public void drop(UUID id) {
    drafts.drop(id);
  }

  private DraftStore.Kept kept(UUID id) {
    return drafts.find(id).orElseThrow(() -> new NotFound("file " + id));
  }

  private static String account(String account) {
    if (account.isBlank() || account.length() > ACCOUNT_MOST || account.contains("|")) {
      throw BadInput.of("account", "must have 1 to 100 characters, and no bar");
    }
    return account.strip();
  }

  /**
   * What became of a file.
   *
   * @throws NotFound when there is none
   */
  public Report find(UUID id) {
    return store.find(id).orElseThrow(() -> new NotFound("file " + id));
  }

  /** The newest files, without what was set aside; at most 50. */
  public List<Report> newest() {
    return store.newest();
  }

  /** What is set aside and was not dealt with; at most 200. */
  public List<Aside> aside() {
    return store.aside();
  }

  /**
   * A person has dealt with what was set aside of a file, by a corrected file for example.
   *
   * @throws NotFound when there is no such file
   */
  public void dealtWith(UUID file, String by) {
    find(file);
    store.dealtWith(file, null, "", by, clock.instant());
  }

  /** A person has dealt with what could not be understood of a gateway's report. */
  public void dealtWith(Gateway gateway, String account, String by) {
    store.dealtWith(null, gateway, account, by, clock.instant());
  }
}

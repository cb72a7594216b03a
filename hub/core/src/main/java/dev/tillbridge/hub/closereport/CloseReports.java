package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.closereport.Content.Fact;
import dev.tillbridge.hub.closereport.Content.Paper;
import dev.tillbridge.hub.closereport.Content.Tone;
import dev.tillbridge.hub.closereport.FileCheck.Finding;
import dev.tillbridge.hub.closereport.FileCheck.State;
import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.people.Secrets;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.place.Location;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes reports of the close, keeps them as they were handed out, and tells whether a file is one of them.
 * All figures of a report are of one snapshot, and the same snapshot at the same time makes the same bytes.
 */
public final class CloseReports {

  /** Where letters are written on Letter. */
  private static final Set<String> LETTER =
      Set.of("USD", "CAD", "MXN", "PHP", "CLP", "COP", "VES", "CRC", "GTQ", "DOP", "PAB", "NIO");

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss VV", Locale.ENGLISH);

  private final JdbcClient jdbc;
  private final TransactionTemplate snapshot;
  private final InstantSource clock;
  private final DayClose close;
  private final Places places;
  private final SigningKeys keys;
  private final ReportStore store;
  private final Payouts payouts;
  private final boolean hasBooks;

  /**
   * Makes nothing yet, and no key.
   *
   * @param hasBooks whether accounting software is connected
   */
  public CloseReports(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      DayClose close,
      Payouts payouts,
      Places places,
      Secrets secrets,
      boolean hasBooks) {
    this.jdbc = jdbc;
    this.snapshot = new TransactionTemplate(Objects.requireNonNull(tx.getTransactionManager()));
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    this.clock = clock;
    this.close = close;
    this.payouts = payouts;
    this.places = places;
    this.keys = new SigningKeys(jdbc, tx, clock, secrets);
    this.store = new ReportStore(jdbc);
    this.hasBooks = hasBooks;
  }

  /**
   * Makes a report of the period as the books are now.
   *
   * @param id the caller's; again, it is the same report
   * @throws BadInput when the period has not begun to its last day
   * @throws IdReused when the id stands for a report of another period
   */
  public CloseReport make(UUID id, Period period, String by) {
    var known = store.find(id);
    if (known.isEmpty()) {
      if (period.through().isAfter(today())) {
        throw BadInput.of("through", "has not begun");
      }
      keep(id, period, by);
    }
    var report = get(id);
    if (!report.period().equals(period)) {
      throw new IdReused("report " + id);
    }
    return report;
  }

  private void keep(UUID id, Period period, String by) {
    var at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var key = keys.current();
    var ledger = new StringBuilder();
    var content = Objects.requireNonNull(snapshot.execute(_ -> {
      ledger.append(watermark(period));
      return content(period, by, at, ledger.toString(), key);
    }));
    boolean green = content.tone() == Tone.GREEN;
    var pdf = PdfFile.of(content, at);
    var csv = CsvFile.of(content);
    var manifest = ReportFiles.manifest(
        new ReportFiles.Told(
            content.merchant(),
            period,
            green,
            at,
            by,
            ledger.toString(),
            key,
            keys.fingerprint(key)),
        pdf,
        csv);
    store.add(
        new CloseReport(id, period, green, content.verdict(), by, at, key, "", ""),
        Map.of(
            ReportFiles.PDF, pdf,
            ReportFiles.CSV, csv,
            ReportFiles.MANIFEST, manifest,
            ReportFiles.SIGNATURE, keys.sign(key, manifest)));
  }

  private Content content(Period period, String by, Instant at, String ledger, String key) {
    var verdict = VerdictFigures.of(close, period);
    var telling = new TellingFigures(jdbc, hasBooks);
    var sections = new ArrayList<Content.Section>();
    sections.add(verdict.section());
    sections.add(new SalesFigures(jdbc).of(period));
    sections.add(new PayoutFigures(payouts).of(period));
    sections.addAll(new LedgerFigures(new Ledger(jdbc)).of(period));
    sections.add(telling.locks(period));
    sections.add(telling.documents(period));
    var merchant = places.merchant();
    return new Content(
        "Close report of " + period.words(),
        merchant.name(),
        paper(),
        verdict.isGreen() ? Tone.GREEN : Tone.NOT_GREEN,
        verdict.words(),
        List.of(
            new Fact("Address", String.join(", ", merchant.address())),
            new Fact("Period", period.from() + " to " + period.through()),
            new Fact("Made at", LOCAL.format(at.atZone(zone()))),
            new Fact("Made by", by),
            new Fact("Ledger", ledger),
            new Fact("Key", key + ", signed in the manifest that comes with this file")),
        sections);
  }

  private String watermark(Period period) {
    return jdbc.sql("""
            select count(*) as entries, (select coalesce(max(id), 0) from entry) as newest
              from entry where day between :from and :through
            """)
        .param("from", period.from())
        .param("through", period.through())
        .query((row, _) -> "%s in the period; the newest of all is number %,d"
            .formatted(
                Words.many(row.getLong("entries"), "entry", "entries"), row.getLong("newest")))
        .single();
  }

  private Paper paper() {
    return paper(places);
  }

  static Paper paper(Places places) {
    return places.all().stream()
        .findFirst()
        .filter(place -> LETTER.contains(place.currency().getCurrencyCode()))
        .map(_ -> Paper.LETTER)
        .orElse(Paper.A4);
  }

  private ZoneId zone() {
    return places.all().stream().findFirst().map(Location::timeZone).orElse(ZoneOffset.UTC);
  }

  /** Where it is latest. */
  private LocalDate today() {
    var now = clock.instant();
    return places.all().stream()
        .map(place -> now.atZone(place.timeZone()).toLocalDate())
        .max(LocalDate::compareTo)
        .orElseGet(() -> now.atZone(ZoneOffset.UTC).toLocalDate());
  }

  /**
   * A report.
   *
   * @throws NotFound when there is none
   */
  public CloseReport get(UUID id) {
    return store.find(id).orElseThrow(() -> new NotFound("report " + id));
  }

  /** The newest first. */
  public List<CloseReport> newest(int most) {
    return store.newest(most);
  }

  /** The PDF as it was made. */
  public byte[] pdf(UUID id) {
    return kept(id, ReportFiles.PDF);
  }

  /** The CSV as it was made. */
  public byte[] csv(UUID id) {
    return kept(id, ReportFiles.CSV);
  }

  private byte[] kept(UUID id, String name) {
    return Objects.requireNonNull(store.files(id).get(name));
  }

  /** All files, the signature, the public key and how to verify them, as one ZIP; always the same bytes. */
  public byte[] zip(UUID id) {
    var report = get(id);
    var files = new LinkedHashMap<>(store.files(id));
    files.put(ReportFiles.KEY, keys.pem(report.key()));
    files.put(ReportFiles.HOW, ReportFiles.how(keys.fingerprint(report.key())));
    return ReportFiles.zipped(files, report.at());
  }

  /** SHA-256 of the public key, for whoever compares it with the one that came with a file. */
  public String fingerprint(String key) {
    return keys.fingerprint(key);
  }

  /** Whether a file (a PDF, a CSV, a manifest, or the ZIP of all) is one that was made here, unchanged. */
  public FileCheck check(String name, byte[] file) {
    return ReportFiles.isZip(file) ? checkAll(ReportFiles.unzipped(file)) : checkOne(name, file);
  }

  private FileCheck checkOne(String name, byte[] file) {
    var report = store.withFile(SigningKeys.sha256(file)).orElse(null);
    return new FileCheck(
        report,
        report != null && isSigned(report),
        List.of(new Finding(name, report == null ? State.STRANGE : State.UNCHANGED)));
  }

  private FileCheck checkAll(Map<String, byte[]> members) {
    // The one that any of its files belongs to.
    var found = members.values().stream()
        .map(content -> store.withFile(SigningKeys.sha256(content)))
        .flatMap(Optional::stream)
        .findFirst();
    var findings = new ArrayList<Finding>();
    if (found.isEmpty()) {
      members.keySet().forEach(name -> findings.add(new Finding(name, State.STRANGE)));
      return new FileCheck(null, false, findings);
    }
    var report = found.get();
    var kept = new LinkedHashMap<>(store.files(report.id()));
    kept.put(ReportFiles.KEY, keys.pem(report.key()));
    kept.put(ReportFiles.HOW, ReportFiles.how(keys.fingerprint(report.key())));
    kept.forEach((name, content) -> {
      var given = members.get(name);
      findings.add(new Finding(
          name,
          given == null
              ? State.MISSING
              : Arrays.equals(given, content) ? State.UNCHANGED : State.CHANGED));
    });
    members.keySet().stream()
        .filter(name -> !kept.containsKey(name))
        .forEach(name -> findings.add(new Finding(name, State.STRANGE)));
    return new FileCheck(report, isSigned(report), findings);
  }

  private boolean isSigned(CloseReport report) {
    var files = store.files(report.id());
    return keys.verify(
        report.key(),
        Objects.requireNonNull(files.get(ReportFiles.MANIFEST)),
        Objects.requireNonNull(files.get(ReportFiles.SIGNATURE)));
  }
}

package dev.tillbridge.hub.agreement;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksChanges;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.books.DocumentThere.Gone;
import dev.tillbridge.model.books.DocumentThere.Move;
import dev.tillbridge.model.books.DocumentThere.Present;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Books that tell what was changed in them, as QuickBooks does: no further back than thirty days. */
final class TellingBooks implements Bookkeeping, BooksChanges {

  final Map<String, DocumentThere> there = new LinkedHashMap<>();
  final Map<String, Posting> postings = new HashMap<>();
  /** Accounts of ours that they have none of. */
  final Set<String> unknown = new HashSet<>();

  final Set<DocumentKind> cut = EnumSet.noneOf(DocumentKind.class);
  boolean away;
  int asked;
  int looked;
  private final InstantSource clock;
  private int ids = 100;

  TellingBooks(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Outcome<String> book(Posting posting) {
    var document = posting.document();
    var id = String.valueOf(++ids);
    var moves = new ArrayList<Move>();
    Told.moves(document)
        .forEach((account, minor) -> moves.add(new Move(id(account), name(account), minor)));
    postings.put(id, posting);
    put(new Present(
        DocumentKind.of(document),
        id,
        clock.instant(),
        document.head().id().toString().substring(0, 8),
        document.head().note(),
        false,
        document.head().day(),
        document.total(),
        document.tax(),
        moves));
    return new Delivered<>(id);
  }

  void put(DocumentThere document) {
    there.put(document.remoteId(), document);
  }

  Present present(String id) {
    return (Present) Objects.requireNonNull(there.get(id));
  }

  /** A person changes a document. */
  void change(String id, UnaryOperator<Present> edit) {
    put(edit.apply(present(id)));
  }

  void delete(String id) {
    put(new Gone(Objects.requireNonNull(there.get(id)).kind(), id, clock.instant()));
  }

  Present now(
      Present was, boolean voided, LocalDate day, Money total, Money tax, List<Move> moves) {
    return new Present(
        was.kind(),
        was.remoteId(),
        clock.instant(),
        was.number(),
        was.note(),
        voided,
        day,
        total,
        tax,
        moves);
  }

  static String id(BookAccount account) {
    return "#" + account.code() + account.part();
  }

  private static String name(BookAccount account) {
    return "Their " + account.name();
  }

  @Override
  public Outcome<Changed> since(Instant since) {
    asked++;
    if (away) {
      return new NotSent<>("not there", null);
    }
    if (since.isBefore(clock.instant().minus(Duration.ofDays(30)))) {
      return new Refused<>("too long ago");
    }
    var changed = there.values().stream()
        .filter(one -> !one.at().isBefore(since))
        // What they do not tell is what was deleted.
        .filter(one -> !(one instanceof Gone && cut.contains(one.kind())))
        .toList();
    return new Delivered<>(new Changed(clock.instant(), changed, cut));
  }

  @Override
  public Outcome<List<DocumentThere>> look(DocumentKind kind, Collection<String> remoteIds) {
    looked += remoteIds.size();
    return new Delivered<>(remoteIds.stream()
        .map(id -> there.getOrDefault(id, new Gone(kind, id, Instant.EPOCH)))
        .toList());
  }

  @Override
  public Outcome<Map<BookAccount, String>> accounts(Collection<BookAccount> accounts) {
    var known = new HashMap<BookAccount, String>();
    accounts.stream()
        .filter(account -> !unknown.contains(account.code()))
        .forEach(account -> known.put(account, id(account)));
    return new Delivered<>(known);
  }

  @Override
  public Duration reach() {
    return Duration.ofDays(29);
  }

  @Override
  public int lookMost() {
    return 2;
  }

  @Override
  public Optional<BooksChanges> changes() {
    return Optional.of(this);
  }

  @Override
  public String system() {
    return "telling";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, true);
  }

  @Override
  public Outcome<String> recall(Posting posting) {
    return new NotSent<>("not there", null);
  }

  @Override
  public Contact contact() {
    return new Contact.Open();
  }

  @Override
  public Outcome<List<LookAlike>> lookAlikes(Posting posting) {
    return new Delivered<>(List.of());
  }

  @Override
  public Optional<BooksConsent> consent() {
    return Optional.empty();
  }

  /** Something that nobody here has told. */
  String stranger(String account, long minor) {
    var id = String.valueOf(++ids);
    put(new Present(
        DocumentKind.JOURNAL,
        id,
        clock.instant(),
        "J-1",
        "by hand " + UUID.randomUUID(),
        false,
        LocalDate.parse("2026-11-22"),
        Money.of(minor, "USD"),
        Money.of(0, "USD"),
        List.of(new Move(account, "PayPal clearing", minor), new Move("#x", "Other", -minor))));
    return id;
  }
}

package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Account;
import com.intuit.ipp.data.Transaction;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.model.access.Pace;
import dev.tillbridge.model.access.TokenStore;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksChanges;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.books.BooksInBulk;
import dev.tillbridge.model.books.BooksPapers;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Tracking;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Books documents in QuickBooks Online.
 *
 * <p>Twice over a document is booked once: QuickBooks answers a repeated {@code requestid} (the
 * posting's key) with its first answer, and the document's number is made from its id here, so it
 * can be looked up after any length of time.
 *
 * <p>A document whose total or tax differs from ours by a cent is refused although it exists,
 * so that a person sees it and corrects it there; nothing is corrected silently. Retrying it finds
 * the document again, and is done once the amounts agree.
 */
public final class QuickBooksBookkeeping implements Bookkeeping {

  /** The company's subscription has lapsed, or the like: a matter of hours. */
  private static final Duration CLOSED_BOOKS = Duration.ofMinutes(15);

  private static final String CLOSED_PERIOD = "6200";

  private static final Duration AFTER_ANOTHER = Duration.ofSeconds(5);

  private final QuickBooksApi api;
  private final References references;
  private final TaxCodes taxes;
  private final Resolver resolver;
  private final QuickBooksConsent consent;
  private final @Nullable QuickBooksInBulk bulk;
  private final Changes changes;
  private final Tracked tracked;
  private final QuickBooksPapers papers;

  /** What is said of a location or class that is not there, or not tracked, any more. */
  private static final Set<String> ABOUT_TAGS = Set.of("610", "2500", "6000");

  /**
   * Ready to be used by many threads at once; nothing is sent yet.
   *
   * @param pace of all who call this company, so that the limits of the company are kept
   */
  public QuickBooksBookkeeping(
      QuickBooksSettings settings, TokenStore tokens, Pace pace, InstantSource clock) {
    this(settings, tokens, pace, null, clock);
  }

  /**
   * The same, with documents in batches.
   *
   * @param batches of all who send this company batches, which are fewer than its requests; null to book
   *     one by one
   */
  public QuickBooksBookkeeping(
      QuickBooksSettings settings,
      TokenStore tokens,
      Pace pace,
      @Nullable Pace batches,
      InstantSource clock) {
    var wire = new Wire(settings.connectTimeout(), settings.callTimeout());
    var access = new AccessTokens(settings, tokens, wire, clock);
    this.api = new QuickBooksApi(settings, wire, access, pace, batches == null ? pace : batches);
    this.references = new References(api, settings, clock);
    this.taxes = new TaxCodes(references, clock);
    this.tracked = new Tracked(settings, references, taxes, clock);
    this.resolver = new Resolver(settings, references, taxes, tracked);
    this.papers = new QuickBooksPapers(api, references);
    this.consent = new QuickBooksConsent(settings, access);
    this.bulk = batches == null ? null : new QuickBooksInBulk(this, api, references);
    this.changes = new Changes(api, references, new Effect(references, taxes), settings, clock);
  }

  @Override
  public String system() {
    return "quickbooks";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, true);
  }

  @Override
  public Outcome<String> book(Posting posting) {
    var paper = paper(posting);
    return paper instanceof Delivered<Transaction>(var row)
        ? book(posting, row)
        : paper.map(_ -> "");
  }

  /** What to send. */
  Outcome<Transaction> paper(Posting posting) {
    var document = posting.document();
    if (document instanceof Document.Payment paid && paid.remoteInvoice() == null) {
      return new NotSent<>("its invoice is not booked yet", AFTER_ANOTHER);
    }
    return resolver.names(posting).map(known -> Papers.of(document, known));
  }

  @Override
  public Outcome<String> recall(Posting posting) {
    var document = posting.document();
    var query = "select * from %s where %s = %s"
        .formatted(
            Papers.kind(document),
            Papers.numberField(document),
            QueryText.literal(DocNumber.of(document.head().id())));
    var answer = references.ask(query, Papers.type(document));
    // Not being able to ask says nothing about what is there.
    return answer instanceof Delivered(var found)
        ? Judgement.recognised(document, found)
        : new InDoubt<>("could not look it up: " + why(answer));
  }

  @Override
  public Optional<BooksInBulk> inBulk() {
    return Optional.ofNullable(bulk);
  }

  @Override
  public Outcome<Tracking.Known> tracks() {
    return tracked.known();
  }

  @Override
  public Outcome<List<String>> accountNames() {
    return references
        .ask("select Id, Name from Account maxresults 1000", Account.class)
        .map(found -> found.stream().map(Account::getName).toList());
  }

  @Override
  public String nameOf(BookAccount account) {
    return references.nameOf(account);
  }

  @Override
  public Optional<BooksPapers> papers() {
    return Optional.of(papers);
  }

  static String why(Outcome<?> outcome) {
    return switch (outcome) {
      case Delivered<?> ignored -> "";
      case NotSent<?>(var why, var ignored) -> why;
      case InDoubt<?>(var why) -> why;
      case Refused<?>(var ignored, var why) -> why;
    };
  }

  @Override
  public Contact contact() {
    return switch (api.company()) {
      case Answered ignored -> new Contact.Open();
      case Faulted(var code, var words) ->
        code.equals("6190")
            ? new Contact.Away("QuickBooks keeps the books closed: " + words)
            : new Contact.Open();
      case Lost(var why) -> new Contact.Away(why);
      case Unsent(var cause, var why, var ignored) ->
        switch (cause) {
          case BUSY -> new Contact.Busy(why);
          case NO_ACCESS -> new Contact.Revoked(why);
          case UNREACHABLE -> new Contact.Away(why);
        };
    };
  }

  @Override
  public Outcome<List<LookAlike>> lookAlikes(Posting posting) {
    return new LookAlikes(references).of(posting.document());
  }

  @Override
  public Optional<BooksConsent> consent() {
    return Optional.of(consent);
  }

  @Override
  public Optional<BooksChanges> changes() {
    return Optional.of(changes);
  }

  private Outcome<String> book(Posting posting, Transaction row) {
    var document = posting.document();
    return switch (api.create(Papers.path(document), Documents.json(row), posting.key())) {
      case Answered(var response) ->
        Judgement.of(document, Documents.created(response, Papers.type(document)));
      case Faulted(var code, var words) -> faulted(posting, row, code, words);
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new InDoubt<>(why);
    };
  }

  /** What a fault means for what was to be booked. A refusal means that nothing was done. */
  Outcome<String> faulted(Posting posting, Transaction sent, String code, String words) {
    if (!posting.tracking().isNone() && ABOUT_TAGS.contains(code)) {
      // Perhaps somebody has switched tracking off there, which is to hold nothing up.
      references.forget();
      taxes.forget();
      tracked.forget();
      if (paper(posting) instanceof Delivered<Transaction>(var other)
          && !Documents.json(other).equals(Documents.json(sent))) {
        return book(posting, other);
      }
    }
    return faulted(posting, code, words);
  }

  private Outcome<String> faulted(Posting posting, String code, String words) {
    var said = "%s (QuickBooks %s)".formatted(words, code);
    return switch (code) {
      // Both are told for a number that exists (documented 6210, seen 6140).
      case "6140", "6210" -> {
        var seen = recall(posting);
        yield seen instanceof NotSent<String>
            ? new Refused<>("number %s belongs to another kind of document there; %s"
                .formatted(DocNumber.of(posting.document().head().id()), said))
            : seen;
      }
      case "610", "2500" -> {
        // An item, account or customer that we remembered has gone or was made inactive.
        references.forget();
        taxes.forget();
        yield new Refused<>(said + "; correct it there, then retry");
      }
      case CLOSED_PERIOD -> closed(said);
      // Users of the API have seen a closed period told as a stale object.
      case "5010" -> words.contains("period") ? closed(said) : new Refused<>(said);
      case "6190" -> new NotSent<>("QuickBooks keeps the books closed: " + said, CLOSED_BOOKS);
      default -> new Refused<>(said);
    };
  }

  /** The day stays the day: nobody moves a sale into another month in silence. */
  private static Outcome<String> closed(String said) {
    return new Refused<>(
        "the books are closed for that day: open them there for a moment, then retry; " + said);
  }
}

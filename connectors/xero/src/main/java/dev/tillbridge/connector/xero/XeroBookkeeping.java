package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Chart.Account;
import dev.tillbridge.connector.xero.Reply.Answered;
import dev.tillbridge.connector.xero.Reply.Faulted;
import dev.tillbridge.connector.xero.Reply.Lost;
import dev.tillbridge.connector.xero.Reply.Unsent;
import dev.tillbridge.model.access.Pace;
import dev.tillbridge.model.access.TokenStore;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Books documents at Xero.
 *
 * <p>Xero has no receipt: money that is there already is an invoice and then its payment. Each step has a
 * key of its own, made from the posting's, and is looked for by the document's number before it is done
 * again; Xero takes no second invoice of a number and no payment beyond what is owed. So a document that
 * was left half way is completed, and its effect is there once.
 *
 * <p>A document whose total, tax or accounts differ from ours is refused although it exists, so that a
 * person sees it and corrects it there. Retrying it finds it again, and is done once the two agree.
 */
public final class XeroBookkeeping implements Bookkeeping {

  private static final Duration AFTER_ANOTHER = Duration.ofSeconds(5);

  private final XeroApi api;
  private final References references;
  private final Resolver resolver;
  private final XeroConsent consent;

  /**
   * Ready to be used by many threads at once; nothing is sent yet.
   *
   * @param pace of all who call this organisation, so that its limits are kept
   */
  public XeroBookkeeping(XeroSettings settings, TokenStore tokens, Pace pace, InstantSource clock) {
    var wire = new Wire(settings.connectTimeout(), settings.callTimeout());
    var access = new AccessTokens(settings, tokens, wire, clock);
    this.api = new XeroApi(settings, wire, access, pace);
    this.references = new References(api, settings, clock);
    this.resolver = new Resolver(settings, references);
    this.consent = new XeroConsent(settings, wire, access);
  }

  @Override
  public String system() {
    return "xero";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true);
  }

  @Override
  public Outcome<String> book(Posting posting) {
    var planned = paper(posting.document(), true);
    if (!(planned instanceof Delivered<Paper>(var paper))) {
      return planned.map(_ -> "");
    }
    var first = step(paper, posting.document(), posting.key());
    var money = paper.money();
    return first instanceof Delivered<String>(var id) && money != null
        ? pay(posting, paper, money, id)
        : first;
  }

  @Override
  public Outcome<String> recall(Posting posting) {
    var document = posting.document();
    if (document instanceof Document.Payment paid && paid.remoteInvoice() == null) {
      return new NotSent<>("its invoice is not booked yet", AFTER_ANOTHER);
    }
    var planned = paper(document, false);
    if (!(planned instanceof Delivered<Paper>(var paper))) {
      // Not being able to ask says nothing about what is there; a person is told what is missing.
      return planned instanceof Refused<Paper>(var reason, var why)
          ? new Refused<>(reason, why)
          : new InDoubt<>("could not look it up: " + why(planned));
    }
    var found = there(paper, document);
    var money = paper.money();
    if (!(found instanceof Delivered<String>(var id)) || money == null) {
      return found;
    }
    var paid = there(Papers.payment(paper, money, id, document), document);
    return paid instanceof NotSent<String>
        ? new NotSent<>(
            "its %s is there, but not its payment".formatted(paper.kind().words()), null)
        : paid.map(_ -> id);
  }

  @Override
  public Contact contact() {
    return switch (api.get("Organisation", null)) {
      case Answered ignored -> new Contact.Open();
      case Faulted ignored -> new Contact.Open();
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

  private Outcome<Paper> paper(Document document, boolean toBook) {
    if (document instanceof Document.Payment paid && paid.remoteInvoice() == null) {
      return new NotSent<>("its invoice is not booked yet", AFTER_ANOTHER);
    }
    var names = resolver.names(document, toBook);
    return names instanceof Delivered<Names>(var known)
        ? Papers.of(document, known)
        : names.map(XeroBookkeeping::none);
  }

  /** Never called: it only gives an ending that has no value the type of one that would have. */
  private static Paper none(Names ignored) {
    throw new IllegalStateException("delivered names are taken above");
  }

  /** The second step: what was sold is paid, or what was taken back is paid out. */
  private Outcome<String> pay(Posting posting, Paper paper, Account money, String id) {
    var key = UUID.nameUUIDFromBytes((posting.key() + "|payment").getBytes(StandardCharsets.UTF_8));
    var paid = step(Papers.payment(paper, money, id, posting.document()), posting.document(), key);
    return switch (paid) {
      case Delivered<String> ignored -> new Delivered<>(id);
      case Refused<String>(var reason, var why) ->
        new Refused<>(
            reason,
            "its %s %s is there, but not its payment: %s"
                .formatted(paper.kind().words(), paper.number(), why));
      // Nothing of this step happened, and the first one is found again by its number.
      case NotSent<String> unsent -> unsent;
      case InDoubt<String> doubt -> doubt;
    };
  }

  private Outcome<String> step(Paper paper, Document document, UUID key) {
    return switch (api.put(paper.kind().path(), paper.row(), key)) {
      case Answered(var body) -> judged(paper, document, body);
      case Faulted(var status, var words) -> faulted(paper, document, status, words);
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new InDoubt<>(why);
    };
  }

  private Outcome<String> faulted(Paper paper, Document document, int status, String words) {
    // Something that we remembered may have gone or been changed.
    references.forget();
    var said = "%s (Xero %d)".formatted(words, status);
    var small = words.toLowerCase(Locale.ROOT);
    if (small.contains("must be unique") || small.contains("exceeds the amount outstanding")) {
      var seen = there(paper, document);
      return seen instanceof NotSent<String> ? new Refused<>(said) : seen;
    }
    return small.contains("lock date")
        // The day stays the day: nobody moves a sale into another month in silence.
        ? new Refused<>(
            "the books are locked for that day: move the lock date there for a moment, then retry; "
                + said)
        : new Refused<>(said);
  }

  /** What became of a step, by the document's number; InDoubt when nobody could ask. */
  private Outcome<String> there(Paper paper, Document document) {
    var path = paper.kind().path();
    var answer = references.ask(path, paper.kind().where(paper.number()));
    if (!(answer instanceof Delivered<JsonNode>(var list))) {
      return new InDoubt<>("could not look it up: " + why(answer));
    }
    var found = new ArrayList<Booked>();
    list.path(path).forEach(row -> found.add(Booked.of(paper.kind(), row)));
    var ours = Judgement.recognised(paper, found);
    if (!(ours instanceof Delivered<Booked>(var one))) {
      return ours.map(_ -> "");
    }
    // Lists may leave lines out.
    var whole = references.ask(path + "/" + one.id(), null);
    return whole instanceof Delivered<JsonNode>(var body)
        ? judged(paper, document, body)
        : new InDoubt<>("could not look it up: " + why(whole));
  }

  private static Outcome<String> judged(Paper paper, Document document, JsonNode body) {
    var row = body.path(paper.kind().path()).path(0);
    return Judgement.of(
        paper,
        row.isMissingNode() ? null : Booked.of(paper.kind(), row),
        document.head().currency().getCurrencyCode());
  }

  private static String why(Outcome<?> outcome) {
    return switch (outcome) {
      case Delivered<?> ignored -> "";
      case NotSent<?>(var why, var ignored) -> why;
      case InDoubt<?>(var why) -> why;
      case Refused<?>(var ignored, var why) -> why;
    };
  }
}

package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Account;
import com.intuit.ipp.data.EntityStatusEnum;
import com.intuit.ipp.data.IntuitEntity;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.ReferenceType;
import com.intuit.ipp.data.Transaction;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.BooksChanges;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.books.DocumentThere.Gone;
import dev.tillbridge.model.books.DocumentThere.Present;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of documents, by QuickBooks' own list of changes (CDC). It goes back 30 days and tells of
 * 1000 objects at most, without saying which it leaves out. So when there are that many, each kind is
 * asked for alone, and a kind that still has that many is read page by page; what was deleted of it has to be
 * looked for document by document then.
 */
final class Changes implements BooksChanges {

  /** What QuickBooks tells at once (Intuit, "Change data capture"). */
  private static final int MOST = 1000;

  private static final int PAGE = 500;

  /** Ids of ten digits, so that the question fits into an address. */
  private static final int LOOK_MOST = 80;

  /** A day less than QuickBooks allows, for clocks that differ. */
  private static final Duration REACH = Duration.ofDays(29);

  private static final Duration ACCOUNTS_KEPT = Duration.ofMinutes(15);

  private final QuickBooksApi api;
  private final References references;
  private final Effect effect;
  private final QuickBooksSettings settings;
  private final ExpiringCache<Map<String, String>> chart;

  Changes(
      QuickBooksApi api,
      References references,
      Effect effect,
      QuickBooksSettings settings,
      InstantSource clock) {
    this.api = api;
    this.references = references;
    this.effect = effect;
    this.settings = settings;
    this.chart = new ExpiringCache<>(1, ACCOUNTS_KEPT, clock);
  }

  /** What QuickBooks answered, as it is there. */
  private record Read(@Nullable Instant asOf, List<IntuitEntity> rows, boolean whole) {}

  @Override
  public Duration reach() {
    return REACH;
  }

  @Override
  public int lookMost() {
    return LOOK_MOST;
  }

  @Override
  public Outcome<Changed> since(Instant since) {
    var all = EnumSet.allOf(DocumentKind.class);
    var first = ask(all, since);
    if (!(first instanceof Delivered<Read>(var together))) {
      return first.map(_ -> new Changed(null, List.of(), Set.of()));
    }
    if (together.whole()) {
      return told(together.asOf(), together.rows(), Set.of());
    }
    var asOf = together.asOf();
    var rows = new ArrayList<IntuitEntity>();
    var cut = EnumSet.noneOf(DocumentKind.class);
    for (var kind : all) {
      var alone = ask(EnumSet.of(kind), since);
      if (!(alone instanceof Delivered<Read>(var some))) {
        return alone.map(_ -> new Changed(null, List.of(), Set.of()));
      }
      // Nothing that happened after the first answer may be taken for known.
      asOf = asOf == null ? some.asOf() : asOf;
      rows.addAll(some.rows());
      if (!some.whole()) {
        cut.add(kind);
        var pages = pages(kind, since, rows);
        if (!(pages instanceof Delivered<Boolean>)) {
          return pages.map(_ -> new Changed(null, List.of(), Set.of()));
        }
      }
    }
    return told(asOf, rows, cut);
  }

  @Override
  public Outcome<List<DocumentThere>> look(DocumentKind kind, Collection<String> remoteIds) {
    if (remoteIds.size() > LOOK_MOST) {
      throw new IllegalArgumentException(remoteIds.size() + " documents at once");
    }
    if (remoteIds.isEmpty()) {
      return new Delivered<>(List.of());
    }
    var answer = references.ask(
        "select * from %s where Id in %s maxresults %d"
            .formatted(Kinds.name(kind), QueryText.list(remoteIds), MOST),
        Kinds.type(kind));
    if (!(answer instanceof Delivered<? extends List<? extends Transaction>>(var found))) {
      return answer.map(_ -> List.of());
    }
    return told(null, found, Set.of()).map(changed -> {
      var all = new ArrayList<>(changed.documents());
      var gone = new HashSet<>(remoteIds);
      all.forEach(document -> gone.remove(document.remoteId()));
      gone.forEach(id -> all.add(new Gone(kind, id, Instant.EPOCH)));
      return List.copyOf(all);
    });
  }

  @Override
  public Outcome<Map<BookAccount, String>> accounts(Collection<BookAccount> accounts) {
    var known = chart.get("");
    if (known == null) {
      var answer = references.ask("select Id, Name from Account maxresults 1000", Account.class);
      if (!(answer instanceof Delivered<List<Account>>(var found))) {
        return answer.map(_ -> Map.of());
      }
      known = new HashMap<>();
      for (var account : found) {
        known.put(account.getName(), account.getId());
      }
      chart.put("", known);
    }
    var ids = new HashMap<BookAccount, String>();
    for (var account : accounts) {
      var id = known.get(settings.accounts().of(account));
      if (id != null) {
        ids.put(account, id);
      }
    }
    return new Delivered<>(ids);
  }

  private Outcome<Read> ask(Set<DocumentKind> kinds, Instant since) {
    return switch (api.changes(Kinds.names(kinds), since)) {
      case Answered(var response) -> {
        var rows = Documents.changed(response);
        var at = response.getTime();
        yield rows == null
            ? new NotSent<>("QuickBooks gave no answer to a question for changes", null)
            : new Delivered<>(
                new Read(at == null ? null : at.toInstant(), rows, rows.size() < MOST));
      }
      case Faulted(var code, var words) ->
        new Refused<>("QuickBooks does not tell what changed: %s (%s)".formatted(words, code));
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      // Perhaps it was too long to be taken: less of it may do.
      case Lost(var why) ->
        kinds.size() > 1
            ? new Delivered<>(new Read(null, List.of(), false))
            : new NotSent<>(why, null);
    };
  }

  /** All that is there, page by page; what comes in meanwhile is told the next time. */
  private Outcome<Boolean> pages(DocumentKind kind, Instant since, List<IntuitEntity> rows) {
    for (int start = 1; ; start += PAGE) {
      var answer = references.ask(
          "select * from %s where MetaData.LastUpdatedTime >= '%s' orderby Id startposition %d maxresults %d"
              .formatted(Kinds.name(kind), since, start, PAGE),
          Kinds.type(kind));
      if (!(answer instanceof Delivered<? extends List<? extends Transaction>>(var page))) {
        return answer.map(_ -> false);
      }
      rows.addAll(page);
      if (page.size() < PAGE) {
        return new Delivered<>(true);
      }
    }
  }

  private Outcome<Changed> told(
      @Nullable Instant asOf, List<? extends IntuitEntity> rows, Set<DocumentKind> cut) {
    var present = rows.stream()
        .filter(row -> row.getStatus() != EntityStatusEnum.DELETED)
        .filter(Transaction.class::isInstance)
        .map(Transaction.class::cast)
        .toList();
    var own = present.stream().anyMatch(row -> row.getCurrencyRef() == null)
        ? effect.currency()
        : new Delivered<>(Currency.getInstance("XXX"));
    if (!(own instanceof Delivered<Currency>(var currency))) {
      return own.map(_ -> new Changed(null, List.of(), Set.of()));
    }
    return effect.accounts(present).map(items -> {
      var documents = new LinkedHashMap<String, DocumentThere>();
      for (var row : rows) {
        var kind = Kinds.of(row);
        if (kind != null && row.getId() != null) {
          var told = told(kind, row, currency, items);
          documents.merge(kind + " " + row.getId(), told, Changes::later);
        }
      }
      return new Changed(asOf, List.copyOf(documents.values()), cut);
    });
  }

  private static DocumentThere later(DocumentThere one, DocumentThere other) {
    return other.at().isBefore(one.at()) ? one : other;
  }

  private static DocumentThere told(
      DocumentKind kind, IntuitEntity row, Currency own, Map<String, ReferenceType> items) {
    var meta = row.getMetaData();
    var changed = meta == null ? null : meta.getLastUpdatedTime();
    var at = changed == null ? Instant.EPOCH : changed.toInstant();
    if (row.getStatus() == EntityStatusEnum.DELETED || !(row instanceof Transaction document)) {
      return new Gone(kind, row.getId(), at);
    }
    var named = document.getCurrencyRef();
    var currency = named == null ? own : Currency.getInstance(named.getValue());
    var total = Objects.requireNonNullElse(Judgement.total(document), BigDecimal.ZERO);
    var note = Objects.requireNonNullElse(document.getPrivateNote(), "");
    // QuickBooks says so in the memo, and nowhere else.
    boolean voided = total.signum() == 0 && note.toLowerCase(Locale.ROOT).contains("voided");
    return new Present(
        kind,
        document.getId(),
        at,
        number(document),
        note,
        voided,
        day(document.getTxnDate()),
        Effect.money(total, currency),
        Effect.money(Judgement.tax(document), currency),
        Effect.of(kind, document, currency, items));
  }

  private static String number(Transaction document) {
    var number =
        document instanceof Payment payment ? payment.getPaymentRefNum() : document.getDocNumber();
    return Objects.requireNonNullElse(number, "");
  }

  /** The SDK reads a day as its beginning where the JVM is. */
  private static LocalDate day(@Nullable Date date) {
    return date == null
        ? LocalDate.EPOCH
        : date.toInstant().plusSeconds(1).atZone(ZoneId.systemDefault()).toLocalDate();
  }
}

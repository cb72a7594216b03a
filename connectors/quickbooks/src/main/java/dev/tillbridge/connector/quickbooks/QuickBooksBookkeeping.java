package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.SalesReceipt;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.connector.quickbooks.SalesReceipts.Ids;
import dev.tillbridge.model.access.TokenStore;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Books sales in QuickBooks Online, each as one SalesReceipt.
 *
 * <p>Twice over a sale is booked once: QuickBooks answers a repeated {@code requestid} (the
 * posting's key) with its first answer, and the document's number is made from the sale's id, so it
 * can be looked up after any length of time.
 *
 * <p>A document whose total or tax differs from the sale by a cent is refused although it exists,
 * so that a person sees it and corrects it there; nothing is corrected silently. Retrying it finds
 * the document again, and is done once the amounts agree.
 */
public final class QuickBooksBookkeeping implements Bookkeeping {

  /** The company's subscription has lapsed, or the like: a matter of hours. */
  private static final Duration CLOSED_BOOKS = Duration.ofMinutes(15);

  private static final Ids NO_IDS = new Ids(Map.of(), Map.of(), "", "");

  private final QuickBooksSettings settings;
  private final QuickBooksApi api;
  private final References references;

  /** Ready to be used by many threads at once; nothing is sent yet. */
  public QuickBooksBookkeeping(
      QuickBooksSettings settings, TokenStore tokens, InstantSource clock) {
    var wire = new Wire(settings.connectTimeout(), settings.callTimeout());
    this.settings = settings;
    this.api = new QuickBooksApi(
        settings, wire, new AccessTokens(settings, tokens, wire, clock), new Pace(clock));
    this.references = new References(api, clock);
  }

  @Override
  public String system() {
    return "quickbooks";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true);
  }

  @Override
  public Outcome<String> book(Posting posting) {
    var ids = ids(posting.sale());
    return ids instanceof Delivered<Ids>(var known)
        ? book(posting, SalesReceipts.of(posting, known))
        : ids.map(_ -> "");
  }

  @Override
  public Outcome<String> recall(Posting posting) {
    var number = DocNumber.of(posting.sale().id());
    var answer = references.ask(
        "select * from SalesReceipt where DocNumber = " + QueryText.literal(number),
        SalesReceipt.class);
    return switch (answer) {
      case Delivered<List<SalesReceipt>>(var found) -> recognised(posting.sale(), number, found);
      // Not being able to ask says nothing about what is there.
      case NotSent<List<SalesReceipt>> n -> new InDoubt<>("could not look it up: " + n.why());
      case InDoubt<List<SalesReceipt>> d -> new InDoubt<>("could not look it up: " + d.why());
      case Refused<List<SalesReceipt>> r -> new InDoubt<>("could not look it up: " + r.why());
    };
  }

  private Outcome<String> book(Posting posting, SalesReceipt receipt) {
    return switch (api.create("salesreceipt", Documents.json(receipt), posting.key())) {
      case Answered(var response) ->
        judged(posting.sale(), Documents.created(response, SalesReceipt.class));
      case Faulted(var code, var words) -> faulted(posting, code, words);
      case Unsent(var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new InDoubt<>(why);
    };
  }

  private Outcome<String> faulted(Posting posting, String code, String words) {
    var said = "%s (QuickBooks %s)".formatted(words, code);
    return switch (code) {
      // Both are told for a number that exists (documented 6210, seen 6140).
      case "6140", "6210" -> {
        var seen = recall(posting);
        yield seen instanceof NotSent<String>
            ? new Refused<>("number %s belongs to another kind of document there; %s"
                .formatted(DocNumber.of(posting.sale().id()), said))
            : seen;
      }
      case "610", "2500" -> {
        // An item, account or customer that we remembered has gone or was made inactive.
        references.forget();
        yield new Refused<>(said + "; correct it there, then retry");
      }
      case "6190" -> new NotSent<>("QuickBooks keeps the books closed: " + said, CLOSED_BOOKS);
      default -> new Refused<>(said);
    };
  }

  private Outcome<Ids> ids(Sale sale) {
    var skus = new LinkedHashSet<String>();
    sale.lines().forEach(line -> skus.add(line.sku().code()));
    var items = references.items(skus);
    if (!(items instanceof Delivered<Map<String, String>>(var byCode))) {
      return items.map(_ -> NO_IDS);
    }
    var charges = charges(sale);
    if (!(charges instanceof Delivered<Map<SaleCharge.Kind, String>>(var byKind))) {
      return charges.map(_ -> NO_IDS);
    }
    var customer = references.customer(settings.customers().of(sale.channel()));
    if (!(customer instanceof Delivered<String>(var customerId))) {
      return customer.map(_ -> NO_IDS);
    }
    var kinds = SalesReceipts.kinds(sale);
    var accounts = settings.accounts();
    return references
        .account(kinds.size() == 1 ? accounts.of(sale, kinds.getFirst()) : accounts.split())
        .map(depositTo -> new Ids(byCode, byKind, customerId, depositTo));
  }

  private Outcome<Map<SaleCharge.Kind, String>> charges(Sale sale) {
    var ids = new EnumMap<SaleCharge.Kind, String>(SaleCharge.Kind.class);
    for (var charge : sale.charges()) {
      var item = references.item(settings.charges().of(charge.kind()));
      if (!(item instanceof Delivered<String>(var id))) {
        return item.map(_ -> Map.of());
      }
      ids.put(charge.kind(), id);
    }
    return new Delivered<>(ids);
  }

  private static Outcome<String> recognised(Sale sale, String number, List<SalesReceipt> found) {
    if (found.isEmpty()) {
      return new NotSent<>("QuickBooks has no document " + number, null);
    }
    var ours =
        found.stream().filter(receipt -> SalesReceipts.isOf(sale, receipt)).toList();
    return switch (ours.size()) {
      case 0 ->
        new Refused<>(
            "document %s in QuickBooks has our number %s but is not this sale; renumber it there"
                .formatted(found.getFirst().getId(), number));
      case 1 -> judged(sale, ours.getFirst());
      default ->
        new Refused<>("documents %s in QuickBooks are all this sale; delete all but one"
            .formatted(ours.stream().map(SalesReceipt::getId).toList()));
    };
  }

  private static Outcome<String> judged(Sale sale, @Nullable SalesReceipt booked) {
    if (booked == null || booked.getId() == null || booked.getTotalAmt() == null) {
      return new InDoubt<>("QuickBooks' answer does not tell what it booked");
    }
    var total = booked.getTotalAmt();
    if (total.compareTo(sale.total().toDecimal()) != 0) {
      return differing(booked, "", total, sale.total().toDecimal());
    }
    var detail = booked.getTxnTaxDetail();
    var tax =
        detail == null || detail.getTotalTax() == null ? BigDecimal.ZERO : detail.getTotalTax();
    return tax.compareTo(sale.tax().toDecimal()) == 0
        ? new Delivered<>(booked.getId())
        : differing(booked, "a tax of ", tax, sale.tax().toDecimal());
  }

  private static Outcome<String> differing(
      SalesReceipt booked, String what, BigDecimal theirs, BigDecimal ours) {
    return new Refused<>("QuickBooks booked %s%s instead of %s as document %s; correct it there"
        .formatted(
            what,
            theirs.setScale(Math.max(theirs.scale(), ours.scale())).toPlainString(),
            ours.toPlainString(),
            booked.getId()));
  }
}

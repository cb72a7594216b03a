package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.SummaryKind;
import dev.tillbridge.hub.posting.ToldDocument;
import dev.tillbridge.hub.posting.ToldDocument.State;
import dev.tillbridge.hub.posting.WaitingDay;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts documents for other books into words. */
@Component
class DocumentsReader {

  private final Places places;
  private final InstantSource clock;

  DocumentsReader(Places places, InstantSource clock) {
    this.places = places;
    this.clock = clock;
  }

  static List<Choice> states() {
    return Arrays.stream(State.values())
        .map(state -> new Choice(state.name(), words(state)))
        .toList();
  }

  static List<Choice> kinds() {
    return Stream.of(
            "SUMMARY", "RECEIPT", "REFUND", "INVOICE", "PAYMENT", "CREDIT", "DEPOSIT", "JOURNAL")
        .map(kind -> new Choice(kind, kind(kind)))
        .toList();
  }

  static String words(State state) {
    return switch (state) {
      case WAITS -> "On its way";
      case TOLD -> "Told";
      case HELD -> "Held";
      case KEPT -> "Not sent";
    };
  }

  private static String tone(State state) {
    return switch (state) {
      case WAITS -> "warn";
      case TOLD -> "good";
      case HELD -> "bad";
      case KEPT -> "calm";
    };
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "SUMMARY" -> "Summary of a day";
      case "RECEIPT" -> "Sales receipt";
      case "REFUND" -> "Refund receipt";
      case "INVOICE" -> "Invoice";
      case "PAYMENT" -> "Payment";
      case "CREDIT" -> "Credit memo";
      case "DEPOSIT" -> "Deposit";
      default -> "Journal entry";
    };
  }

  DocumentsView.Row row(ToldDocument document) {
    var why = document.why();
    var remoteId = document.remoteId();
    return new DocumentsView.Row(
        document.id(),
        DocumentPages.ADDRESS + "/" + document.id(),
        document.summary() == null ? kind(document.kind()) : kind("SUMMARY"),
        about(document),
        document.day().toString(),
        Words.money(document.total()),
        tone(document.state()),
        words(document.state()),
        why == null || document.state() == State.TOLD ? "" : Words.sentence(why),
        remoteId == null || document.state() == State.KEPT ? "" : remoteId);
  }

  /** Of a note what is for people: before it stands the id. */
  private String about(ToldDocument document) {
    var kind = document.summary();
    if (kind != null) {
      return place(kind, document.location(), document.channel(), document.source())
          + (document.series() > 1 ? ", supplement " + (document.series() - 1) : "")
          + ", "
          + entries(document.entries() == null ? 0 : document.entries());
    }
    var note = document.note();
    int from = note.indexOf(document.id().toString());
    var words = from < 0
        ? note
        : note.substring(from + 36)
            .replaceFirst("^[:,]? ", "")
            .replaceFirst(" \\([A-Z_]+ [^)]*\\)$", "");
    return Words.sentence(words);
  }

  private String place(
      SummaryKind kind,
      @Nullable String location,
      @Nullable String channel,
      @Nullable String source) {
    var name = places.all().stream()
        .filter(place -> place.id().code().equals(location))
        .map(place -> place.name())
        .findFirst()
        .orElse(location == null ? "" : location);
    if (kind == SummaryKind.STOCK) {
      return "Stock at " + name;
    }
    var shop = source == null || source.isEmpty() ? "online" : Words.shop(source);
    return "WEB".equals(channel) ? "Sales of " + shop + " at " + name : "Sales at " + name;
  }

  private static String entries(int entries) {
    return entries == 1 ? "1 entry" : entries + " entries";
  }

  DocumentsView.Waiting waiting(WaitingDay day) {
    return new DocumentsView.Waiting(
        place(day.kind(), day.location(), day.channel(), day.source()),
        day.day() + (day.series() > 1 ? ", supplement " + (day.series() - 1) : ""),
        entries(day.entries()),
        day.due().isAfter(clock.instant()) ? at(day.due()) : "now");
  }

  DocumentsView.One one(
      BooksSheet sheet, ToldDocument.Whole whole, List<ToldDocument.Entry> entries, String next) {
    var document = whole.document();
    boolean journal = document.kind().equals("JOURNAL") || document.kind().equals("DEPOSIT");
    var count = document.entries();
    return new DocumentsView.One(
        sheet,
        row(document),
        document.note(),
        at(document.madeAt()),
        sheet.mayWrite() && document.state() == State.HELD,
        journal,
        whole.lines().stream().map(DocumentsReader::line).toList(),
        whole.moves().stream()
            .map(move -> new DocumentsView.Move(
                move.account() + " " + move.name(), debit(move.amount()), credit(move.amount())))
            .toList(),
        count == null ? "" : entries(count),
        entries.stream()
            .map(entry -> new DocumentsView.Entry(
                entry.id(),
                entry.words(),
                at(entry.at()),
                Words.money(entry.amount()),
                entry.sale() == null ? null : "/console/sales/" + entry.sale()))
            .toList(),
        next);
  }

  private static DocumentsView.Line line(ToldDocument.Line line) {
    return new DocumentsView.Line(
        line.title(),
        line.account() + " " + line.name(),
        line.quantity(),
        Words.money(line.amount()),
        debit(line.amount()),
        credit(line.amount()));
  }

  private static String debit(Money amount) {
    return amount.isNegative() ? "" : Words.money(amount);
  }

  private static String credit(Money amount) {
    return amount.isNegative() ? Words.money(amount.negated()) : "";
  }

  private String at(Instant at) {
    var zone =
        places.all().stream().findFirst().map(place -> place.timeZone()).orElse(ZoneOffset.UTC);
    return new Words(zone, clock.instant()).time(at);
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.hub.posting.DocumentQuestion;
import dev.tillbridge.hub.posting.DocumentQuestion.PageEnd;
import dev.tillbridge.hub.posting.SummaryKind;
import dev.tillbridge.hub.posting.ToldDocument;
import dev.tillbridge.hub.posting.ToldDocuments;
import dev.tillbridge.hub.posting.WaitingDay;
import dev.tillbridge.hub.problem.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the accounting software was told, what it will be told, and what is held and why. */
@RestController
@RequestMapping("/api/v1/books/documents")
class BookDocumentsApi {

  private final ToldDocuments documents;

  BookDocumentsApi(ToldDocuments documents) {
    this.documents = documents;
  }

  /**
   * A document. It WAITS to be sent, is TOLD, HELD for a person, or KEPT here only; delivery is what to
   * retry. A summary tells a day of one place at once, of so many entries.
   */
  record DocumentJson(
      UUID id,
      String kind,
      @Nullable SummaryKind summary,
      LocalDate day,
      String cause,
      String causeId,
      int series,
      MoneyJson total,
      MoneyJson tax,
      @Nullable String location,
      @Nullable String channel,
      @Nullable String source,
      String note,
      @Nullable Integer entries,
      ToldDocument.State state,
      @Nullable UUID delivery,
      @Nullable String remoteId,
      @Nullable String why,
      Instant madeAt) {
    static DocumentJson of(ToldDocument one) {
      return new DocumentJson(
          one.id(),
          one.kind(),
          one.summary(),
          one.day(),
          one.cause(),
          one.causeId(),
          one.series(),
          MoneyJson.of(one.total()),
          MoneyJson.of(one.tax()),
          one.location(),
          one.channel(),
          one.source(),
          one.note(),
          one.entries(),
          one.state(),
          one.delivery(),
          one.remoteId(),
          one.why(),
          one.madeAt());
    }
  }

  /** A day of one place whose entries wait for its end; the channel is empty of stock. */
  record WaitingDayJson(
      SummaryKind kind,
      LocalDate day,
      String location,
      String channel,
      String source,
      int series,
      int entries,
      Instant dueAt) {
    static WaitingDayJson of(WaitingDay day) {
      return new WaitingDayJson(
          day.kind(),
          day.day(),
          day.location(),
          day.channel(),
          day.source(),
          day.series(),
          day.entries(),
          day.due());
    }
  }

  /** A page of documents, the newest day first; on the first page also the days that wait. */
  record DocumentsJson(
      List<DocumentJson> documents,
      List<WaitingDayJson> waiting,
      @Nullable String next) {}

  /** A line; of journals and deposits a debit above zero. */
  record DocumentLineJson(
      String title, String account, String name, int quantity, MoneyJson amount) {}

  /** What it moves on an account; a debit above zero. */
  record MoveJson(String account, String name, MoneyJson amount) {}

  record WholeDocumentJson(
      DocumentJson document, List<DocumentLineJson> lines, List<MoveJson> moves) {}

  /** An entry that a document tells; amount is its debits. */
  record ToldEntryJson(
      long id,
      LocalDate day,
      Instant eventAt,
      String cause,
      String words,
      @Nullable UUID sale,
      MoneyJson amount) {
    static ToldEntryJson of(ToldDocument.Entry entry) {
      return new ToldEntryJson(
          entry.id(),
          entry.day(),
          entry.at(),
          entry.cause(),
          entry.words(),
          entry.sale(),
          MoneyJson.of(entry.amount()));
    }
  }

  record ToldEntriesJson(
      List<ToldEntryJson> entries, @Nullable Long next) {}

  /**
   * Documents, the newest day first. The number is a receipt's or an order's, or the document's id at the
   * books; the amount is its total in smallest units; the kind SUMMARY means days that are told at once.
   */
  @GetMapping
  DocumentsJson find(
      @RequestParam(required = false) ToldDocument.@Nullable State state,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate through,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable Long amount,
      @RequestParam(required = false) @Nullable String number,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    var found = documents.find(
        new DocumentQuestion(
            state,
            BookDays.read("from", from),
            BookDays.read("through", through),
            kind,
            amount,
            number == null ? null : Input.text("number", number, 100),
            cursor == null ? null : PageEnd.read(cursor)),
        limit);
    return new DocumentsJson(
        found.stream().map(DocumentJson::of).toList(),
        cursor == null
            ? documents.waitingDays().stream().map(WaitingDayJson::of).toList()
            : List.of(),
        found.size() < limit ? null : PageEnd.of(found.getLast()).cursor());
  }

  /** One document with its lines, and what it moves. */
  @GetMapping("/{id}")
  WholeDocumentJson get(@PathVariable UUID id) {
    var whole = whole(id);
    return new WholeDocumentJson(
        DocumentJson.of(whole.document()),
        whole.lines().stream()
            .map(line -> new DocumentLineJson(
                line.title(),
                line.account(),
                line.name(),
                line.quantity(),
                MoneyJson.of(line.amount())))
            .toList(),
        whole.moves().stream()
            .map(move -> new MoveJson(move.account(), move.name(), MoneyJson.of(move.amount())))
            .toList());
  }

  private ToldDocument.Whole whole(UUID id) {
    return documents.get(id).orElseThrow(() -> new NotFound("document " + id));
  }

  /** The entries that a document tells, each with the sale that it is about. */
  @GetMapping("/{id}/entries")
  ToldEntriesJson entries(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Input.between("limit", limit, 1, ToldDocuments.MOST);
    var found = documents.entries(whole(id).document(), after, most);
    return new ToldEntriesJson(
        found.stream().map(ToldEntryJson::of).toList(),
        found.size() < most ? null : found.getLast().id());
  }
}

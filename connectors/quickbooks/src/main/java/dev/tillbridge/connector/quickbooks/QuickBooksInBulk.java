package dev.tillbridge.connector.quickbooks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.intuit.ipp.data.BatchItemRequest;
import com.intuit.ipp.data.BatchItemResponse;
import com.intuit.ipp.data.IntuitBatchRequest;
import com.intuit.ipp.data.IntuitResponse;
import com.intuit.ipp.data.OperationEnum;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.Transaction;
import dev.tillbridge.connector.quickbooks.Reply.Answered;
import dev.tillbridge.connector.quickbooks.Reply.Faulted;
import dev.tillbridge.connector.quickbooks.Reply.Lost;
import dev.tillbridge.connector.quickbooks.Reply.Unsent;
import dev.tillbridge.model.books.BooksInBulk;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Thirty documents a request (Intuit, "Batch operation"). The batch has one {@code requestid}: QuickBooks
 * answers a batch that is repeated under it as it did the first time.
 */
final class QuickBooksInBulk implements BooksInBulk {

  /** Intuit recommends no more (Intuit, "Limits and throttles"). */
  private static final int MOST = 30;

  private final QuickBooksBookkeeping one;
  private final QuickBooksApi api;
  private final References references;

  QuickBooksInBulk(QuickBooksBookkeeping one, QuickBooksApi api, References references) {
    this.one = one;
    this.api = api;
    this.references = references;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Map<Integer, Outcome<String>> book(UUID key, Map<Integer, Posting> postings) {
    var outcomes = new HashMap<Integer, Outcome<String>>();
    var papers = new LinkedHashMap<Integer, Transaction>();
    postings.forEach((place, posting) -> {
      var paper = one.paper(posting);
      if (paper instanceof Delivered<Transaction>(var row)) {
        papers.put(place, row);
      } else {
        outcomes.put(place, paper.map(_ -> ""));
      }
    });
    if (!papers.isEmpty()) {
      var reply = api.batch(Documents.json(request(papers)), key);
      postings.forEach((place, posting) -> {
        var row = papers.get(place);
        if (row != null) {
          outcomes.put(place, outcome(posting, row, place, reply));
        }
      });
    }
    return outcomes;
  }

  private static IntuitBatchRequest request(Map<Integer, Transaction> papers) {
    var request = new IntuitBatchRequest();
    papers.forEach((place, row) -> {
      var item = new BatchItemRequest();
      item.setBId(place.toString());
      item.setOperation(OperationEnum.CREATE);
      item.setIntuitObject(Documents.wrapped(row));
      request.getBatchItemRequest().add(item);
    });
    return request;
  }

  private Outcome<String> outcome(Posting posting, Transaction row, int place, Reply reply) {
    return switch (reply) {
      case Answered(var response) ->
        response.getBatchItemResponse().isEmpty()
            ? new InDoubt<>("QuickBooks' answer tells nothing of the batch")
            : outcome(posting, row, item(response, place));
      // Nothing of it was done; one by one it shows which of them they do not like.
      case Faulted ignored -> one.book(posting);
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new InDoubt<>(why);
    };
  }

  private Outcome<String> outcome(
      Posting posting, Transaction row, @Nullable BatchItemResponse item) {
    if (item == null) {
      return new NotSent<>("it was not in the batch that QuickBooks has carried out", null);
    }
    var fault = item.getFault();
    if (fault != null) {
      return one.faulted(posting, row, QuickBooksApi.code(fault), QuickBooksApi.words(fault));
    }
    var type = Papers.type(posting.document());
    var entity = item.getIntuitObject() == null ? null : item.getIntuitObject().getValue();
    return Judgement.of(posting.document(), type.isInstance(entity) ? type.cast(entity) : null);
  }

  private static @Nullable BatchItemResponse item(IntuitResponse response, int place) {
    return response.getBatchItemResponse().stream()
        .filter(item -> String.valueOf(place).equals(item.getBId()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Map<UUID, Outcome<String>> recall(List<Posting> postings) {
    var outcomes = new HashMap<UUID, Outcome<String>>();
    postings.stream()
        .map(Posting::document)
        .collect(groupingBy(Papers::kind, LinkedHashMap::new, toList()))
        .values()
        .forEach(alike -> recall(alike, Papers.type(alike.getFirst()), outcomes));
    return outcomes;
  }

  private <T extends Transaction> void recall(
      List<Document> documents, Class<T> type, Map<UUID, Outcome<String>> outcomes) {
    var numbers = new LinkedHashSet<String>();
    documents.forEach(document -> numbers.add(DocNumber.of(document.head().id())));
    var first = documents.getFirst();
    var answer = references.ask(
        "select * from %s where %s in %s maxresults 1000"
            .formatted(Papers.kind(first), Papers.numberField(first), QueryText.list(numbers)),
        type);
    for (var document : documents) {
      outcomes.put(
          document.head().id(),
          answer instanceof Delivered<List<T>>(var found)
              ? Judgement.recognised(document, numbered(found, document))
              // Not being able to ask says nothing about what is there.
              : new InDoubt<>("could not look it up: " + QuickBooksBookkeeping.why(answer)));
    }
  }

  private static <T extends Transaction> List<T> numbered(List<T> found, Document document) {
    var number = DocNumber.of(document.head().id());
    return found.stream()
        .filter(row -> number.equals(
            row instanceof Payment paid ? paid.getPaymentRefNum() : row.getDocNumber()))
        .toList();
  }

  @Override
  public Outcome<Map<UUID, List<LookAlike>>> lookAlikes(List<Posting> postings) {
    return new LookAlikes(references)
        .of(postings.stream().map(Posting::document).toList());
  }
}

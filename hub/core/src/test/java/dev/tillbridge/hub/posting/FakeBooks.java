package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.books.BooksPapers;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Tracking;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Books that keep every document they are given, twice if told twice, and have bad days. */
final class FakeBooks implements Bookkeeping {

  /** Documents by sale; a careless caller makes two of one sale. */
  final Map<UUID, List<Posting>> documents = new HashMap<>();

  /** What to answer instead, one a call; with {@link #loseAnswers} after the effect. */
  final Deque<Outcome<String>> bookAnswers = new ArrayDeque<>();

  final Deque<Outcome<String>> recallAnswers = new ArrayDeque<>();
  /** Documents of others, by the sale they look like. */
  final Map<UUID, List<LookAlike>> lookAlikes = new HashMap<>();

  boolean loseAnswers;

  @Nullable
  BooksPapers papers;

  Tracking.Known tracked = new Tracking.Known(true, true);
  int recalls;

  @Override
  public Outcome<String> book(Posting posting) {
    if (!bookAnswers.isEmpty() && !loseAnswers) {
      return bookAnswers.remove();
    }
    documents
        .computeIfAbsent(posting.document().head().id(), _ -> new ArrayList<>())
        .add(posting);
    return bookAnswers.isEmpty() ? new Delivered<>(id(posting)) : bookAnswers.remove();
  }

  @Override
  public Outcome<String> recall(Posting posting) {
    recalls++;
    if (!recallAnswers.isEmpty()) {
      return recallAnswers.remove();
    }
    return documents.containsKey(posting.document().head().id())
        ? new Delivered<>(id(posting))
        : new NotSent<>("not there", null);
  }

  static String id(Posting posting) {
    return "doc-" + posting.document().head().id();
  }

  @Override
  public Optional<BooksPapers> papers() {
    return Optional.ofNullable(papers);
  }

  @Override
  public Outcome<Tracking.Known> tracks() {
    return new Delivered<>(tracked);
  }

  @Override
  public Contact contact() {
    return new Contact.Open();
  }

  @Override
  public Outcome<List<LookAlike>> lookAlikes(Posting posting) {
    return new Delivered<>(lookAlikes.getOrDefault(posting.document().head().id(), List.of()));
  }

  @Override
  public Optional<BooksConsent> consent() {
    return Optional.empty();
  }

  @Override
  public String system() {
    return "fake";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true);
  }
}

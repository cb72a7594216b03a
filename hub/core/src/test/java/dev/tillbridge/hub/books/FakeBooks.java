package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Books that keep every document they are given, twice if told twice, and have bad days. */
final class FakeBooks implements Bookkeeping {

  /** Documents by sale; a careless caller makes two of one sale. */
  final Map<UUID, List<Posting>> documents = new HashMap<>();

  /** What to answer instead, one a call; with {@link #loseAnswers} after the effect. */
  final Deque<Outcome<String>> bookAnswers = new ArrayDeque<>();

  final Deque<Outcome<String>> recallAnswers = new ArrayDeque<>();
  boolean loseAnswers;
  int recalls;

  @Override
  public Outcome<String> book(Posting posting) {
    if (!bookAnswers.isEmpty() && !loseAnswers) {
      return bookAnswers.remove();
    }
    documents.computeIfAbsent(posting.sale().id(), _ -> new ArrayList<>()).add(posting);
    return bookAnswers.isEmpty() ? new Delivered<>(id(posting)) : bookAnswers.remove();
  }

  @Override
  public Outcome<String> recall(Posting posting) {
    recalls++;
    if (!recallAnswers.isEmpty()) {
      return recallAnswers.remove();
    }
    return documents.containsKey(posting.sale().id())
        ? new Delivered<>(id(posting))
        : new NotSent<>("not there", null);
  }

  static String id(Posting posting) {
    return "doc-" + posting.sale().id();
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

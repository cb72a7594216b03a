package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksConsent;
import dev.tillbridge.model.books.BooksInBulk;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Books that take many documents by one call, answer a repeated call as they did the first time, and keep
 * all they are given: a careless caller makes two of one sale. They lose answers, and calls come late.
 */
final class BulkBooks implements Bookkeeping, BooksInBulk {

  static final int MOST = 30;

  /** A call on its way. */
  record Call(UUID key, Map<Integer, Posting> postings) {}

  /** Documents by sale. */
  final Map<UUID, List<Posting>> documents = new HashMap<>();

  /** The keys of calls, in the order in which they were made. */
  final List<UUID> calls = new ArrayList<>();

  final List<Call> late = new ArrayList<>();
  final Set<UUID> refused = new HashSet<>();
  final Map<UUID, List<LookAlike>> lookAlikes = new HashMap<>();
  boolean loseAnswers;
  boolean arriveLate;

  @Nullable
  Outcome<String> limit;

  private final Map<UUID, Map<Integer, Outcome<String>>> given = new HashMap<>();

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Map<Integer, Outcome<String>> book(UUID key, Map<Integer, Posting> postings) {
    var no = limit;
    if (no != null) {
      return all(postings, no);
    }
    calls.add(key);
    if (arriveLate) {
      late.add(new Call(key, postings));
      return all(postings, new InDoubt<>("no answer"));
    }
    var answer = carryOut(key, postings);
    if (loseAnswers) {
      return all(postings, new InDoubt<>("no answer"));
    }
    var outcomes = new HashMap<Integer, Outcome<String>>();
    postings
        .keySet()
        .forEach(place -> outcomes.put(
            place, answer.getOrDefault(place, new NotSent<>("it was not in the call", null))));
    return outcomes;
  }

  void letTheLateOnesIn() {
    late.forEach(call -> carryOut(call.key(), call.postings()));
    late.clear();
  }

  private Map<Integer, Outcome<String>> carryOut(UUID key, Map<Integer, Posting> postings) {
    return given.computeIfAbsent(key, _ -> {
      var answer = new HashMap<Integer, Outcome<String>>();
      postings.forEach((place, posting) -> answer.put(place, book(posting)));
      return answer;
    });
  }

  private static Map<Integer, Outcome<String>> all(
      Map<Integer, Posting> postings, Outcome<String> outcome) {
    var outcomes = new HashMap<Integer, Outcome<String>>();
    postings.keySet().forEach(place -> outcomes.put(place, outcome));
    return outcomes;
  }

  @Override
  public Outcome<String> book(Posting posting) {
    var id = posting.document().head().id();
    if (refused.contains(id)) {
      return new Refused<>("no such account");
    }
    documents.computeIfAbsent(id, _ -> new ArrayList<>()).add(posting);
    return new Delivered<>("doc-" + id);
  }

  @Override
  public Outcome<String> recall(Posting posting) {
    var id = posting.document().head().id();
    return documents.containsKey(id)
        ? new Delivered<>("doc-" + id)
        : new NotSent<>("not there", null);
  }

  @Override
  public Map<UUID, Outcome<String>> recall(List<Posting> postings) {
    var outcomes = new HashMap<UUID, Outcome<String>>();
    postings.forEach(one -> outcomes.put(one.document().head().id(), recall(one)));
    return outcomes;
  }

  @Override
  public Outcome<List<LookAlike>> lookAlikes(Posting posting) {
    return new Delivered<>(lookAlikes.getOrDefault(posting.document().head().id(), List.of()));
  }

  @Override
  public Outcome<Map<UUID, List<LookAlike>>> lookAlikes(List<Posting> postings) {
    return new Delivered<>(Map.copyOf(lookAlikes));
  }

  @Override
  public Optional<BooksInBulk> inBulk() {
    return Optional.of(this);
  }

  @Override
  public Contact contact() {
    return new Contact.Open();
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

package dev.tillbridge.hub.agreement;

import dev.tillbridge.hub.agreement.Seen.State;
import dev.tillbridge.hub.agreement.ThereStore.Last;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.posting.OurSide;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.books.DocumentThere.Present;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares what is there with what was told, and says what is not the same. */
final class Comparing {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final OurSide told;
  private final ThereStore store;
  private final Cases cases;

  Comparing(JdbcClient jdbc, Cases cases) {
    this.told = new OurSide(jdbc);
    this.store = new ThereStore(jdbc);
    this.cases = cases;
  }

  /** What is needed to compare these, and which accounts there have to be known for it. */
  record Asked(
      List<DocumentThere> there,
      Map<DocumentThere, UUID> ours,
      Map<UUID, Document> documents,
      Set<UUID> underWay,
      List<BookAccount> onlyOurs) {

    Set<BookAccount> accounts() {
      var all = new LinkedHashSet<>(onlyOurs);
      documents.values().forEach(document -> all.addAll(Told.moves(document).keySet()));
      return all;
    }
  }

  Asked ask(List<DocumentThere> there) {
    var byRemoteId = store.ours(there.stream().map(DocumentThere::remoteId).toList());
    var candidates = new LinkedHashSet<UUID>();
    byRemoteId.values().forEach(candidates::addAll);
    var documents = new LinkedHashMap<>(told.find(candidates));
    var ours = new LinkedHashMap<DocumentThere, UUID>();
    var named = new HashSet<UUID>();
    for (var one : there) {
      // Ids there may be the same for documents of two kinds.
      byRemoteId.getOrDefault(one.remoteId(), List.of()).stream()
          .filter(id -> isOf(documents.get(id), one.kind()))
          .findFirst()
          .ifPresentOrElse(id -> ours.put(one, id), () -> named.addAll(ids(one)));
    }
    documents.keySet().retainAll(new HashSet<>(ours.values()));
    var underWay = new HashSet<UUID>();
    store.remoteIds(named).forEach((id, remote) -> {
      if (remote.isEmpty()) {
        underWay.add(id);
      }
    });
    return new Asked(there, ours, documents, underWay, told.ours());
  }

  private static boolean isOf(@Nullable Document document, DocumentKind kind) {
    return document != null && DocumentKind.of(document) == kind;
  }

  /** Which documents of ours its note may be about. */
  private static List<UUID> ids(DocumentThere there) {
    var found = new ArrayList<UUID>();
    if (there instanceof Present present) {
      var matcher = ID.matcher(present.note());
      while (matcher.find()) {
        found.add(UUID.fromString(matcher.group()));
      }
    }
    return found;
  }

  /**
   * Notes what is there, and opens and closes cases; joins the caller's transaction.
   *
   * @param ids of accounts there
   */
  void compare(Asked asked, Map<BookAccount, String> ids, Instant now) {
    var last = store.last(asked.ours().values());
    var accepted = store.accepted(asked.ours().values());
    var watched = new LinkedHashMap<String, BookAccount>();
    asked.onlyOurs().forEach(account -> {
      var id = ids.get(account);
      if (id != null) {
        watched.put(id, account);
      }
    });
    for (var there : asked.there()) {
      var own = asked.ours().get(there);
      if (own == null) {
        if (ids(there).stream().noneMatch(asked.underWay()::contains)) {
          new Strangers(cases).note(there, watched.keySet());
        }
      } else {
        var document = asked.documents().get(own);
        if (document != null) {
          compare(document, there, ids, last.get(own), accepted.get(own), now);
        }
      }
    }
  }

  private void compare(
      Document document,
      DocumentThere there,
      Map<BookAccount, String> ids,
      @Nullable Last last,
      @Nullable Seen accepted,
      Instant now) {
    var id = document.head().id();
    var seen = Seen.of(there);
    var differences = differences(document, seen, ids, last, accepted);
    store.write(id, there, differences.isEmpty() ? null : String.join("; ", differences), now);
    if (differences.isEmpty()) {
      cases.close(Agreement.CHANGED, id.toString(), "it is there as it should be");
      return;
    }
    var title = CaseWords.title(document, seen.state());
    var detail = CaseWords.detail(document, differences, seen.state());
    cases.open(Agreement.CHANGED, id.toString(), title, detail);
    cases
        .find(Agreement.CHANGED, id.toString())
        .ifPresent(open -> cases.describe(open.id(), title, detail));
  }

  private static List<String> differences(
      Document document,
      Seen seen,
      Map<BookAccount, String> ids,
      @Nullable Last last,
      @Nullable Seen accepted) {
    // What was right and is the same is right, whatever we call that account now.
    if (last != null && last.differs() == null && last.seen().isLike(seen)) {
      return List.of();
    }
    if (accepted == null) {
      return Expected.of(document, ids).differences(seen);
    }
    if (accepted.isLike(seen) || (accepted.state() != State.PRESENT && isNothing(seen))) {
      return List.of();
    }
    return accepted.state() == State.PRESENT
        ? Expected.of(accepted).differences(seen)
        : List.of("it is there again");
  }

  /** Voided and deleted are the same to an account. */
  private static boolean isNothing(Seen seen) {
    return seen.state() != State.PRESENT;
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.BatchView;
import dev.tillbridge.hub.books.Batches;
import dev.tillbridge.hub.books.Opening;
import dev.tillbridge.hub.problem.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Many entries at once: by other rules, back again, and what was there when the books were opened. */
@RestController
@RequestMapping("/api/v1/books/batches")
class BookBatchesApi {

  private static final int NEWEST = 100;
  private static final int SKIPPED_MOST = 500;

  /** Most are done by then; the others go on by themselves. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Batches batches;

  BookBatchesApi(Batches batches) {
    this.batches = batches;
  }

  /**
   * What is wanted: REMAP applies the rules to events of some days, UNDO takes a batch back, OPENING
   * enters what was there on a day.
   */
  record BatchBody(
      @Nullable UUID id,
      BatchView.@Nullable Kind kind,
      @Nullable String words,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable UUID undoes,
      @Nullable LocalDate day,
      @Nullable List<@Nullable OpeningLine> lines) {}

  /** What is on an account: a debit above zero, a credit below. */
  record OpeningLine(@Nullable String account, @Nullable MoneyJson amount) {}

  /** An entry that was left as it is: CLOSED or CHANGED. */
  record SkippedJson(
      long entry, LocalDate day, String cause, String causeId, String words, String reason) {}

  /** A batch; under way until it has ended. Next is where the next page of what it skipped begins. */
  record BatchJson(
      UUID id,
      BatchView.Kind kind,
      String words,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable UUID undoes,
      @Nullable UUID undoneBy,
      int changed,
      int skipped,
      String madeBy,
      Instant madeAt,
      @Nullable Instant endedAt,
      List<SkippedJson> left,
      @Nullable Long next) {

    static BatchJson of(BatchView batch, List<BatchView.Skipped> left) {
      return new BatchJson(
          batch.id(),
          batch.kind(),
          batch.words(),
          batch.from(),
          batch.through(),
          batch.undoes(),
          batch.undoneBy(),
          batch.changed(),
          batch.skipped(),
          batch.madeBy(),
          batch.madeAt(),
          batch.endedAt(),
          left.stream()
              .map(s -> new SkippedJson(
                  s.entry(), s.day(), s.cause(), s.causeId(), s.words(), s.reason()))
              .toList(),
          left.size() < SKIPPED_MOST ? null : left.getLast().entry());
    }
  }

  record BatchesJson(List<BatchJson> batches) {}

  /** The newest hundred. */
  @GetMapping
  BatchesJson newest() {
    return new BatchesJson(
        batches.newest(NEWEST).stream().map(b -> BatchJson.of(b, List.of())).toList());
  }

  /** One of them, with what it could not change. */
  @GetMapping("/{id}")
  BatchJson one(@PathVariable UUID id, @RequestParam(defaultValue = "0") long after) {
    return batches
        .find(id)
        .map(batch -> BatchJson.of(batch, batches.skipped(id, after, SKIPPED_MOST)))
        .orElseThrow(() -> new NotFound("batch " + id));
  }

  /** Does it, or has begun it when it takes longer; the same id again is the same batch. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  BatchJson begin(@RequestBody BatchBody body, @AuthenticationPrincipal Caller caller) {
    var id = Input.need("id", body.id());
    var words = Input.text("words", body.words(), 200);
    switch (Input.need("kind", body.kind())) {
      case REMAP ->
        batches.remap(
            id,
            words,
            BookDays.read("from", body.from()),
            BookDays.read("through", body.through()),
            caller.name());
      case UNDO -> batches.undo(id, Input.need("undoes", body.undoes()), words, caller.name());
      case OPENING -> batches.open(id, opening(body), words, caller.name());
    }
    batches.work(PATIENCE);
    return one(id, 0);
  }

  private static Opening opening(BatchBody body) {
    var lines = new ArrayList<Opening.Line>();
    for (var line : Input.list("lines", body.lines(), Opening.LINES_MOST)) {
      var field = "lines[" + lines.size() + "].";
      lines.add(new Opening.Line(
          Input.text(field + "account", line.account(), 20),
          MoneyJson.read(field + "amount", line.amount())));
    }
    var day = Input.need("day", body.day());
    BookDays.read("day", day);
    return new Opening(day, lines);
  }
}

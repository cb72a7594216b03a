package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.AccountView;
import dev.tillbridge.hub.books.Chart;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.Locks;
import dev.tillbridge.model.books.AccountKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the books are made of: accounts, and periods that are closed. */
@RestController
@RequestMapping("/api/v1/books")
class BookPeriodsApi {

  private final Chart chart;
  private final Locks locks;
  private final Ledger ledger;

  BookPeriodsApi(Chart chart, Locks locks, Ledger ledger) {
    this.chart = chart;
    this.locks = locks;
    this.ledger = ledger;
  }

  /** An account: its code and kind stay, its name and end may change. */
  record AccountBody(
      @Nullable String code,
      @Nullable String name,
      @Nullable AccountKind kind,
      @Nullable Boolean clears,
      @Nullable LocalDate endsOn) {}

  /** All days up to this one, for ever. */
  record LockBody(
      @Nullable UUID id,
      @Nullable LocalDate through,
      @Nullable String reason) {}

  record LockJson(UUID id, LocalDate through, String reason, String lockedBy, Instant lockedAt) {
    static LockJson of(Locks.Lock lock) {
      return new LockJson(lock.id(), lock.through(), lock.reason(), lock.by(), lock.at());
    }
  }

  record LocksJson(@Nullable LocalDate through, List<LockJson> locks) {}

  /** Makes an account, or renames and ends one; saying the same again changes nothing. */
  @PutMapping("/accounts")
  BooksApi.AccountJson put(@RequestBody AccountBody body, @AuthenticationPrincipal Caller caller) {
    var put = chart.put(
        new AccountView(
            Input.text("code", body.code(), 20),
            Input.text("name", body.name(), 100),
            Input.need("kind", body.kind()),
            Boolean.TRUE.equals(body.clears()),
            BookDays.read("endsOn", body.endsOn())),
        caller.name());
    return new BooksApi.AccountJson(put.code(), put.name(), put.kind(), put.clears(), put.endsOn());
  }

  /** What counts for days of a period although it happened before, in days that were closed by then. */
  @GetMapping("/late")
  BooksApi.EntriesJson late(
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate through,
      @RequestParam(defaultValue = "100") int limit) {
    var late = ledger.late(
        BookDays.read("from", from),
        BookDays.read("through", through),
        Input.between("limit", limit, 1, Ledger.ENTRIES_MOST));
    return new BooksApi.EntriesJson(late.stream().map(BooksApi.EntryJson::of).toList(), null);
  }

  /** Up to when the books are closed, and by whom. */
  @GetMapping("/locks")
  LocksJson locks() {
    return new LocksJson(locks.through(), locks.all().stream().map(LockJson::of).toList());
  }

  /** Closes all days up to one. They are never opened again; the same id again is the same lock. */
  @PostMapping("/locks")
  @ResponseStatus(HttpStatus.CREATED)
  LockJson close(@RequestBody LockBody body, @AuthenticationPrincipal Caller caller) {
    var through = Input.need("through", body.through());
    BookDays.read("through", through);
    return LockJson.of(locks.close(
        Input.need("id", body.id()),
        through,
        Input.text("reason", body.reason(), 500),
        caller.name()));
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.agreement.ChangedThere;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Documents of ours that somebody changed in the accounting software, and what is done about them. */
@RestController
@RequestMapping("/api/v1/books/remote/changes")
class BookChangesApi {

  private final ChangedThere changed;

  BookChangesApi(ChangedThere changed) {
    this.changed = changed;
  }

  /** A document that is not there as it was told. One that is gone can be sent again. */
  record ChangeJson(UUID id, String what, LocalDate day, String words, boolean gone) {}

  record ChangesJson(List<ChangeJson> changes) {}

  /** The newest days first; at most 200. */
  @GetMapping
  ChangesJson all() {
    return new ChangesJson(changed.all().stream()
        .map(one -> new ChangeJson(one.id(), one.what(), one.day(), one.words(), one.gone()))
        .toList());
  }

  /** Enters here what is different there; the accounting software is not told of it. */
  @PostMapping("/{id}/take-over")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void takeOver(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    changed.takeOver(id, caller.name());
  }

  /** Sends one that was voided or deleted there again, under another number. */
  @PostMapping("/{id}/send-again")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void sendAgain(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    changed.sendAgain(id, caller.name());
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.posting.BooksChoices;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * How the accounting software is told: what our accounts are called there, and what is done about items
 * that belong to other accounts there. Whatever was set aside is tried again after each change.
 */
@RestController
@RequestMapping("/api/v1/books/remote")
class BooksRemoteApi {

  private static final int CODE_MOST = 20;
  private static final int NAME_MOST = 100;

  private final BooksChoices choices;

  BooksRemoteApi(BooksChoices choices) {
    this.choices = choices;
  }

  /** What an account of ours is called there; part is the shop, of money that lies with shops. */
  record LinkJson(String account, String part, String name) {}

  /** All that was chosen. With own items, lines of such items are booked under items of our own. */
  record RemoteJson(boolean ownItems, List<LinkJson> links) {}

  /** Without a name the account has its usual one again. */
  record LinkBody(
      @Nullable String account,
      @Nullable String part,
      @Nullable String name) {}

  record OwnItemsBody(@Nullable Boolean use) {}

  /** How many documents are tried again now. */
  record RetriedJson(int retried) {}

  /** What was chosen. */
  @GetMapping
  RemoteJson chosen() {
    return new RemoteJson(
        choices.ownItems(),
        choices.links().stream()
            .map(link -> new LinkJson(link.account(), link.part(), link.name()))
            .toList());
  }

  /** Names an account as it is called there, for whatever is sent from now on. */
  @PutMapping("/links")
  RemoteJson link(@RequestBody LinkBody body, @AuthenticationPrincipal Caller caller) {
    var part = body.part();
    var name = body.name();
    choices.link(
        Input.text("account", body.account(), CODE_MOST),
        part == null || part.isEmpty() ? "" : Input.text("part", part, NAME_MOST),
        name == null ? null : Input.text("name", name, NAME_MOST),
        caller.name());
    return chosen();
  }

  /** Chooses whether items of our own take the place of items that belong to other accounts there. */
  @PutMapping("/own-items")
  RemoteJson ownItems(@RequestBody OwnItemsBody body, @AuthenticationPrincipal Caller caller) {
    choices.ownItems(Input.need("use", body.use()), caller.name());
    return chosen();
  }

  /** Has everything tried again that was set aside, after it was mended there. */
  @PostMapping("/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RetriedJson retry() {
    return new RetriedJson(choices.retry());
  }
}

package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.posting.BooksChoices;
import dev.tillbridge.hub.posting.BooksReceipts;
import dev.tillbridge.hub.posting.BooksTracking;
import dev.tillbridge.model.sale.Channel;
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
  private final BooksTracking tracking;
  private final BooksReceipts receipts;

  BooksRemoteApi(BooksChoices choices, BooksTracking tracking, BooksReceipts receipts) {
    this.choices = choices;
    this.tracking = tracking;
    this.receipts = receipts;
  }

  /**
   * What a location or a channel is called there. The subject is the location, or the channel, of an
   * online shop followed by | and the shop; without a name it is not told.
   */
  record TrackedNameJson(
      BooksTracking.Kind kind, String subject, @Nullable String name, String by) {}

  /** Whether documents name their location and channel there, and under which names. */
  record TrackingJson(boolean locations, boolean channels, List<TrackedNameJson> names) {}

  record TrackingBody(@Nullable Boolean locations, @Nullable Boolean channels) {}

  record TrackedNameBody(
      BooksTracking.@Nullable Kind kind,
      @Nullable String subject,
      @Nullable String name) {}

  record ReceiptsBody(@Nullable Channel channel, @Nullable Boolean attach) {}

  /** What an account of ours is called there; part is the shop, of money that lies with shops. */
  record LinkJson(String account, String part, String name) {}

  /**
   * All that was chosen. With own items, lines of such items are booked under items of our own; receipts
   * are the channels whose receipts are put beside their documents.
   */
  record RemoteJson(
      boolean ownItems, List<LinkJson> links, TrackingJson tracking, List<Channel> receipts) {}

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
            .toList(),
        new TrackingJson(
            tracking.chosen().locations(),
            tracking.chosen().channels(),
            tracking.names().stream()
                .map(one -> new TrackedNameJson(one.kind(), one.subject(), one.name(), one.by()))
                .toList()),
        receipts.chosen().stream().sorted().toList());
  }

  /** Chooses whether documents name their location and channel there, from now on. */
  @PutMapping("/tracking")
  RemoteJson track(@RequestBody TrackingBody body, @AuthenticationPrincipal Caller caller) {
    tracking.choose(
        Input.need("locations", body.locations()),
        Input.need("channels", body.channels()),
        caller.name());
    return chosen();
  }

  /** Names a location or a channel as it is called there. */
  @PutMapping("/tracking/names")
  RemoteJson name(@RequestBody TrackedNameBody body, @AuthenticationPrincipal Caller caller) {
    var name = body.name();
    tracking.name(
        Input.need("kind", body.kind()),
        Input.text("subject", body.subject(), NAME_MOST),
        name == null ? null : Input.text("name", name, NAME_MOST),
        caller.name());
    return chosen();
  }

  /** Chooses whether the receipts of a channel are put beside their documents, from now on. */
  @PutMapping("/receipts")
  RemoteJson receipts(@RequestBody ReceiptsBody body, @AuthenticationPrincipal Caller caller) {
    receipts.choose(
        Input.need("channel", body.channel()), Input.need("attach", body.attach()), caller.name());
    return chosen();
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

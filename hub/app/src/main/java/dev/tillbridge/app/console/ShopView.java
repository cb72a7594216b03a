package dev.tillbridge.app.console;

import dev.tillbridge.hub.shops.PrivacyView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One shop as the page Shops shows it; times are in words.
 *
 * @param pill the state in a word
 * @param tone good, warn or bad
 * @param trouble what is wrong and what to do, or null
 * @param warning about the API's version, or null
 * @param token how we are let in, and until when
 * @param mayInstall whether an owner can be sent to the shop to let the app in
 */
public record ShopView(
    String shop,
    String pill,
    String tone,
    String since,
    @Nullable String trouble,
    @Nullable String warning,
    boolean urgent,
    String token,
    String version,
    String checked,
    String lastWebhook,
    String lastPoll,
    List<Scope> scopes,
    List<News> news,
    List<Request> requests,
    boolean mayInstall) {

  public ShopView {
    scopes = List.copyOf(scopes);
    news = List.copyOf(news);
    requests = List.copyOf(requests);
  }

  /** A permission; without is what does not work while it is missing, or null. */
  public record Scope(String name, @Nullable String without) {}

  /** News that the shop tells us. */
  public record News(String topic, String address, String made, String seen) {}

  /** What a customer asked for. */
  public record Request(
      UUID id,
      PrivacyView.Kind kind,
      String words,
      String asked,
      String due,
      @Nullable String done,
      boolean late) {}
}

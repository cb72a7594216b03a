package dev.tillbridge.model.shop;

import dev.tillbridge.model.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps us connected to a shop, for the kinds of shop where that takes work: permissions that
 * can be taken away, subscriptions that can be deleted, versions that end. Remote trouble comes back
 * as an outcome, never as an exception.
 */
public interface ShopAccess {

  /** Which shop, as in {@link ShopChannel#shop()}. */
  String shop();

  /** How we are let in, as far as it is known without a call. */
  Credentials credentials();

  /** What the shop's owner has allowed us, in the shop's words. */
  Outcome<Set<String>> granted();

  /** What we need to be allowed, and what for. */
  List<Need> needs();

  /**
   * Makes sure that the shop tells this address, and only in our name, everything we want to hear:
   * makes what is missing, and moves what points to another address of ours.
   */
  Outcome<List<Subscription>> subscribeAll(String address);

  /** Which version of its API we use, and until when. */
  ApiVersion version();

  /** Reads what a genuine event says about the connection itself; other events are refused. */
  Outcome<ShopNotice> notice(ShopEvent event);

  /** True when the signed body itself says that the event is about this shop. */
  boolean isAbout(ShopEvent event);

  /** How an owner lets us in, for apps that are installed by consent; empty for others. */
  Optional<ShopInstall> install();

  /** True when another version answers than the one that was asked for, or the one asked is over. */
  default boolean answersAnotherVersion() {
    var served = version().served();
    return served != null && !served.equals(version().asked());
  }

  /**
   * How we are let in.
   *
   * @param expires when the token in use ends, by our clock; null when it does not end or there is
   *     none at the moment
   */
  record Credentials(Kind kind, @Nullable Instant expires) {

    /** Where the token comes from. */
    public enum Kind {
      /** A token that somebody put into the settings; it does not end. */
      FIXED,
      /** Asked for with the app's own credentials, every day anew. */
      OWN_APP,
      /** Granted once by the shop's owner, renewed every hour. */
      PUBLIC_APP
    }
  }

  /** A permission and what does not work without it. */
  record Need(String scope, String without) {}

  /**
   * A subscription as it stands after a look.
   *
   * @param topic in the shop's words, for example {@code ORDERS_CREATE}
   * @param id the shop's id of it; null when somebody else made it a moment ago
   */
  record Subscription(String topic, @Nullable String id, Change change) {

    /** What the look had to do about it. */
    public enum Change {
      KEPT,
      /** It was missing. */
      MADE,
      /** It pointed to another address. */
      MOVED
    }
  }

  /**
   * A version of the shop's API.
   *
   * @param asked the one that our calls name
   * @param served the one that answered last; null before the first answer
   * @param ends when the shop no longer answers in the asked one; null when that is not known
   */
  record ApiVersion(
      String asked, @Nullable String served, @Nullable Instant ends) {}
}

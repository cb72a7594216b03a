package dev.tillbridge.model.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shop says about our connection to it, or about the rights of its customers. */
public sealed interface ShopNotice {

  /** We were thrown out: nothing that we send is accepted any more. */
  record Uninstalled() implements ShopNotice {}

  /** What we are allowed has changed. */
  record ScopesChanged() implements ShopNotice {}

  /** A customer wants to know what is kept about him. */
  record DataRequest(Person person) implements ShopNotice {}

  /** A customer wants to be forgotten. */
  record Redact(Person person) implements ShopNotice {}

  /** Everybody who ever bought in this shop must be forgotten. */
  record RedactShop() implements ShopNotice {}

  /**
   * Who it is about.
   *
   * @param id the shop's id of the customer; null when it does not say
   * @param email null when it does not say
   * @param orders the shop's ids of the orders concerned, in their global form
   */
  record Person(@Nullable String id, @Nullable String email, List<String> orders) {
    public Person {
      orders = List.copyOf(orders);
    }

    /** Without the person. */
    @Override
    public String toString() {
      return "Person[" + orders.size() + " orders]";
    }
  }
}

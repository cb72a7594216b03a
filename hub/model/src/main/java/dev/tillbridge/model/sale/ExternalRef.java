package dev.tillbridge.model.sale;

/**
 * How another company's system names the same thing.
 *
 * @param system for example {@code shopify}
 * @param account whose: the shop's domain, the company's realm
 * @param id theirs, unique within the account
 */
public record ExternalRef(String system, String account, String id) {
  @Override
  public String toString() {
    return system + ":" + account + ":" + id;
  }
}

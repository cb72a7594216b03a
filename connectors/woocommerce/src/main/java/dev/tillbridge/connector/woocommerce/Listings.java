package dev.tillbridge.connector.woocommerce;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds products and variations by SKU. The API takes several SKUs with commas between them, so one
 * that has a comma itself is asked alone; and MySQL finds without regard to case, so what is found
 * is compared here.
 */
final class Listings {

  private static final int MOST_SKUS = 50;

  /** Small servers take addresses up to some 8,000 characters; a SKU may need nine for one. */
  private static final int MOST_CHARACTERS = 700;

  private static final int PAGE = 100;
  private static final String FIELDS = "id,parent_id,type,sku";

  private final Rest rest;

  Listings(Rest rest) {
    this.rest = rest;
  }

  Outcome<List<Listing>> of(Collection<Sku> skus) {
    var wanted = new LinkedHashSet<>(skus);
    if (wanted.size() > MOST_SKUS) {
      throw new IllegalArgumentException("at most " + MOST_SKUS + " SKUs, were " + wanted.size());
    }
    var found = new ArrayList<Listing>();
    for (var some : questions(wanted)) {
      var answer = ask(some, found);
      if (!(answer instanceof Delivered<Integer>)) {
        return answer.map(_ -> List.of());
      }
    }
    return new Delivered<>(List.copyOf(found));
  }

  private static List<Set<Sku>> questions(Set<Sku> wanted) {
    var questions = new ArrayList<Set<Sku>>();
    var some = new LinkedHashSet<Sku>();
    int characters = 0;
    for (var sku : wanted) {
      if (sku.code().contains(",")) {
        questions.add(Set.of(sku));
        continue;
      }
      if (characters + sku.code().length() > MOST_CHARACTERS) {
        questions.add(some);
        some = new LinkedHashSet<>();
        characters = 0;
      }
      some.add(sku);
      characters += sku.code().length() + 1;
    }
    if (!some.isEmpty()) {
      questions.add(some);
    }
    return questions;
  }

  private Outcome<Integer> ask(Set<Sku> some, List<Listing> found) {
    var query = Map.of(
        "sku", some.stream().map(Sku::code).collect(Collectors.joining(",")),
        "per_page", Integer.toString(PAGE),
        "_fields", FIELDS);
    return Outcomes.then(rest.get("products", query), body -> {
      try {
        var all = Field.root(body).each();
        if (all.size() == PAGE) {
          // Saying "not in the shop" of what a further page may list would be a lie.
          return new Refused<>("more than " + PAGE + " products share the SKUs " + some);
        }
        all.forEach(product -> add(product, some, found));
        return new Delivered<>(all.size());
      } catch (NotAsDocumented e) {
        return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
      }
    });
  }

  private static void add(Field product, Set<Sku> some, List<Listing> found) {
    var sku = product.at("sku").node().asString("").strip();
    long id = product.at("id").id();
    var type = product.at("type").text();
    // What has variations is not sold itself; what is sold elsewhere has no stock here.
    if (type.equals("variable") || type.equals("grouped") || type.equals("external")) {
      return;
    }
    var item =
        type.equals("variation") ? ItemId.of(product.at("parent_id").id(), id) : ItemId.of(id);
    some.stream()
        .filter(one -> one.code().equals(sku))
        .forEach(one -> found.add(new Listing(one, item.text(), Long.toString(id))));
  }
}

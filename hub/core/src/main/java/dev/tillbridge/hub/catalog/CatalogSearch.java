package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds products page by page, by position and not by offset, so no page slips under a change. */
final class CatalogSearch {

  private static final int LIMIT_MAX = 500;
  private static final int QUERY_MAX = 200;

  private static final String ALL = """
      select p.id, p.handle, p.title, p.vendor, p.type, 1 as rank,
             lower(p.title) collate "C" as sort_title
        from product p
       where (lower(p.title) collate "C", p.handle collate "C") > (:title, :handle)
         and exists (select 1 from variant v where v.product_id = p.id)
       order by lower(p.title) collate "C", p.handle collate "C"
       limit :limit
      """;

  private static final String MATCHING = """
      with hit as (
        select product_id,
               min(case when lower(sku) = :exact or lower(barcode) = :exact then 0 else 1 end) as rank
          from variant where search like all (:patterns) group by product_id),
      ranked as (
        select p.id, p.handle, p.title, p.vendor, p.type, hit.rank,
               lower(p.title) collate "C" as sort_title
          from hit join product p on p.id = hit.product_id)
      select * from ranked
       where (rank, sort_title, handle collate "C") > (:rank, :title, :handle)
       order by rank, sort_title, handle collate "C"
       limit :limit
      """;

  private record Found(
      UUID id, String handle, String title, String vendor, String type, Cursor at) {
    Product with(List<Variant> variants) {
      return new Product(id, handle, title, vendor, type, variants);
    }
  }

  private final JdbcClient jdbc;

  CatalogSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Page search(String query, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw BadInput.of("limit", "must be between 1 and " + LIMIT_MAX);
    }
    if (query.length() > QUERY_MAX) {
      throw BadInput.of("query", "must have at most " + QUERY_MAX + " characters");
    }
    var after = cursor == null ? new Cursor(-1, "", "") : Cursor.read(cursor);
    var words = Folding.words(query);
    if (words.isEmpty() && !query.isBlank()) {
      // Only characters that no text holds: nothing matches, which is not the same as everything.
      return new Page(List.of(), null);
    }
    var patterns = words.stream().map(Folding::pattern).toArray(String[]::new);
    // One more than asked for tells whether there is a next page.
    var found = jdbc.sql(words.isEmpty() ? ALL : MATCHING)
        .param("rank", after.rank())
        .param("title", after.title())
        .param("handle", after.handle())
        .param("exact", VariantRows.exact(query).replace("\0", ""))
        .param("patterns", patterns)
        .param("limit", limit + 1)
        .query((row, _) -> new Found(
            row.getObject("id", UUID.class),
            row.getString("handle"),
            row.getString("title"),
            row.getString("vendor"),
            row.getString("type"),
            new Cursor(row.getInt("rank"), row.getString("sort_title"), row.getString("handle"))))
        .list();
    var shown = found.subList(0, Math.min(limit, found.size()));
    return new Page(
        withVariants(shown, patterns),
        found.size() > limit ? shown.getLast().at().spelled() : null);
  }

  private List<Product> withVariants(List<Found> found, String[] patterns) {
    var variants = new LinkedHashMap<UUID, List<Variant>>();
    jdbc.sql("select v.product_id, "
            + VariantRows.COLUMNS
            + " from variant v where v.product_id = any(:ids::uuid[]) and v.search like all (:patterns)"
            + " order by v.product_id, v.position, v.sku")
        .param("ids", found.stream().map(f -> f.id().toString()).toArray(String[]::new))
        .param("patterns", patterns)
        .query(row -> {
          variants
              .computeIfAbsent(row.getObject("product_id", UUID.class), _ -> new ArrayList<>())
              .add(VariantRows.variant(row));
        });
    // A product whose variants changed between the two reads is left out rather than shown empty.
    return found.stream()
        .filter(product -> variants.containsKey(product.id()))
        .map(product -> product.with(variants.getOrDefault(product.id(), List.of())))
        .toList();
  }
}

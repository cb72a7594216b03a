package dev.tillbridge.hub.shopcatalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the shop's variants, and what an import makes of it.
 *
 * @param position its place in the report; asks for what follows
 * @param itemId the shop's id
 * @param title the product and what tells the variant from its siblings
 * @param sku as the shop writes it; null when it has none
 * @param verdict CREATE, CHANGE, SAME or ASIDE
 * @param ourSku what it is, or will be, here; null when it is set aside
 * @param matchedBy LINK, SKU or BARCODE; null when it is not known
 * @param changes the names of the fields that are said anew
 * @param reason why it is set aside, otherwise null
 * @param fix what would put it right, otherwise null
 */
public record ImportRow(
    long position,
    String itemId,
    String title,
    @Nullable String sku,
    @Nullable String barcode,
    String verdict,
    @Nullable String ourSku,
    @Nullable String matchedBy,
    List<String> changes,
    @Nullable String reason,
    @Nullable String fix) {

  public ImportRow {
    changes = List.copyOf(changes);
  }
}

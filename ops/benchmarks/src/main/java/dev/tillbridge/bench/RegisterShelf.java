package dev.tillbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Products of one to four variants with names of three words, all from the seed. */
final class RegisterShelf {

  private static final String[] COLOURS =
      "Amber Birch Cedar Dune Elm Fjord Garnet Heath Iris Jade Kelp Linen Maple Navy Olive Pearl Quartz River Slate Teal"
          .split(" ", -1);
  private static final String[] THINGS =
      "mug bowl lamp chair table rug vase towel candle frame clock basket tray kettle plate spoon blanket pillow mirror shelf"
          .split(" ", -1);

  private final int variants;
  private final Random random;

  RegisterShelf(int variants, Random random) {
    this.variants = variants;
    this.random = random;
  }

  /** In Shopify's format, in files that the hub takes. */
  List<String> csv() {
    var files = new ArrayList<String>();
    var text = new StringBuilder();
    for (int variant = 0, product = 0; variant < variants; product++) {
      if (text.isEmpty()) {
        text.append("Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,")
            .append("Variant Inventory Qty,Variant Price,Variant Barcode,Status\n");
      }
      int end = Math.min(variants, variant + 1 + random.nextInt(4));
      var title = "%s %s no %d".formatted(one(COLOURS), one(THINGS), product);
      for (int size = 1; variant < end; variant++, size++) {
        text.append("p-%d,%s,Vendor %d,Type %d,Size,%d,%s,%d,%d.90,%s,active\n"
            .formatted(
                product,
                size == 1 ? title : "",
                product % 97,
                product % 13,
                size,
                sku(variant),
                1 + random.nextInt(40),
                5 + random.nextInt(90),
                barcode(variant)));
      }
      if (text.length() > 4_000_000 || variant == variants) {
        files.add(text.toString());
        text.setLength(0);
      }
    }
    return files;
  }

  /** Different ones, as a scanner reads them. */
  List<Map<String, String>> some(int count) {
    return random
        .ints(0, variants)
        .distinct()
        .limit(count)
        .mapToObj(variant -> Map.of("code", barcode(variant), "sku", sku(variant)))
        .toList();
  }

  private String one(String[] words) {
    return words[random.nextInt(words.length)];
  }

  private static String sku(int variant) {
    return String.format(Locale.ROOT, "BN-%06d", variant);
  }

  private static String barcode(int variant) {
    return Long.toString(4_000_000_000_000L + variant);
  }
}

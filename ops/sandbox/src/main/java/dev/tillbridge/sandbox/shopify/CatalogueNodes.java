package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products, variants, inventory items, levels and locations as GraphQL shows them. */
final class CatalogueNodes {

  private final ShopData data;

  CatalogueNodes(ShopData data) {
    this.data = data;
  }

  GraphNode place(Place place) {
    return new PlaceNode(place);
  }

  GraphNode product(Product product) {
    return new ProductNode(product);
  }

  GraphNode variant(Variant variant) {
    return new VariantNode(variant);
  }

  GraphNode item(Variant variant) {
    return new ItemNode(variant);
  }

  GraphNode level(Level level) {
    return new LevelNode(level);
  }

  @Nullable
  GraphNode levelAt(long itemId, long placeId, boolean includeInactive) {
    var level = data.levels.get(Level.key(itemId, placeId));
    return level == null || !(level.active() || includeInactive) ? null : level(level);
  }

  private static IllegalArgumentException unknown(String field) {
    return new IllegalArgumentException("the sandbox has no value for " + field);
  }

  private final class PlaceNode implements GraphNode {
    private final Place place;

    PlaceNode(Place place) {
      this.place = place;
    }

    @Override
    public String type() {
      return "Location";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      return switch (name) {
        case "id" -> Gid.of("Location", place.id());
        case "legacyResourceId" -> Long.toString(place.id());
        case "name" -> place.name();
        case "isActive", "fulfillsOnlineOrders", "shipsInventory", "hasActiveInventory" -> true;
        case "isFulfillmentService" -> false;
        case "inventoryLevel" ->
          levelAt(
              Gid.number("InventoryItem", Arguments.text(arguments, "inventoryItemId")),
              place.id(),
              Boolean.TRUE.equals(arguments.get("includeInactive")));
        default -> throw unknown(name);
      };
    }
  }

  private final class ProductNode implements GraphNode {
    private final Product product;

    ProductNode(Product product) {
      this.product = product;
    }

    @Override
    public String type() {
      return "Product";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      return switch (name) {
        case "id" -> Gid.of("Product", product.id());
        case "legacyResourceId" -> Long.toString(product.id());
        case "handle" -> product.handle();
        case "title" -> product.title();
        case "vendor" -> product.vendor();
        case "productType" -> product.type() == null ? "" : product.type();
        case "featuredMedia" -> picture(product.id(), product.image());
        case "status" -> "ACTIVE";
        case "tags" -> List.of();
        case "totalInventory" ->
          variants().stream()
              .mapToInt(variant -> data.available(variant.itemId()))
              .sum();
        case "tracksInventory" -> true;
        case "hasOnlyDefaultVariant" -> variants().size() == 1;
        case "isGiftCard" -> false;
        case "createdAt" -> product.createdAt().toString();
        case "updatedAt" -> product.changedAt().toString();
        case "variants" ->
          Pages.of(
              "ProductVariant",
              variants().stream(),
              variant -> Pages.sortable(variant.position()),
              CatalogueNodes.this::variant,
              arguments);
        default -> throw unknown(name);
      };
    }

    private List<Variant> variants() {
      return data.variantsOf(product.id());
    }
  }

  private final class VariantNode implements GraphNode {
    private final Variant variant;

    VariantNode(Variant variant) {
      this.variant = variant;
    }

    @Override
    public String type() {
      return "ProductVariant";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      return switch (name) {
        case "id" -> Gid.of("ProductVariant", variant.id());
        case "legacyResourceId" -> Long.toString(variant.id());
        case "sku" -> variant.sku().isEmpty() ? null : variant.sku();
        case "media" -> Pages.all("Media", pictures());
        case "barcode" -> variant.barcode();
        case "title" -> variant.title();
        case "displayName" -> data.productOf(variant).title() + " - " + variant.title();
        case "price" -> Cents.decimal(variant.price(), data.settings().currency());
        case "compareAtPrice" -> null;
        case "taxable" -> variant.taxable();
        case "position" -> variant.position();
        case "availableForSale" -> data.available(variant.itemId()) > 0;
        case "inventoryQuantity", "sellableOnlineQuantity" -> data.available(variant.itemId());
        case "inventoryPolicy" -> "DENY";
        case "inventoryItem" -> item(variant);
        case "product" -> product(data.productOf(variant));
        case "selectedOptions" ->
          List.of(new GraphNode.Fixed(
              "SelectedOption", Map.of("name", "Title", "value", variant.title())));
        case "createdAt", "updatedAt" -> variant.createdAt().toString();
        default -> throw unknown(name);
      };
    }

    private List<GraphNode> pictures() {
      var own = picture(variant.id(), variant.image());
      return own == null ? List.of() : List.of(own);
    }
  }

  private static @Nullable GraphNode picture(long id, @Nullable String address) {
    return address == null
        ? null
        : new GraphNode.Fixed(
            "MediaImage",
            Map.of(
                "id",
                Gid.of("MediaImage", id),
                "preview",
                new GraphNode.Fixed(
                    "MediaPreviewImage",
                    Map.of("image", new GraphNode.Fixed("Image", Map.of("url", address))))));
  }

  private final class ItemNode implements GraphNode {
    private final Variant variant;

    ItemNode(Variant variant) {
      this.variant = variant;
    }

    @Override
    public String type() {
      return "InventoryItem";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      boolean inactiveToo = Boolean.TRUE.equals(arguments.get("includeInactive"));
      return switch (name) {
        case "id" -> Gid.of("InventoryItem", variant.itemId());
        case "legacyResourceId" -> Long.toString(variant.itemId());
        case "sku" -> variant.sku().isEmpty() ? null : variant.sku();
        case "tracked", "requiresShipping" -> true;
        case "createdAt", "updatedAt" -> variant.createdAt().toString();
        case "variant" -> variant(variant);
        case "variants" -> Pages.all("ProductVariant", List.of(variant(variant)));
        case "inventoryLevel" ->
          levelAt(
              variant.itemId(),
              Gid.number("Location", Arguments.text(arguments, "locationId")),
              inactiveToo);
        case "inventoryLevels" ->
          Pages.of(
              "InventoryLevel",
              data.levelsOf(variant.itemId()).stream().filter(l -> l.active() || inactiveToo),
              level -> Pages.sortable(level.placeId()),
              CatalogueNodes.this::level,
              arguments);
        default -> throw unknown(name);
      };
    }
  }

  private final class LevelNode implements GraphNode {
    private final Level level;

    LevelNode(Level level) {
      this.level = level;
    }

    @Override
    public String type() {
      return "InventoryLevel";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      return switch (name) {
        case "id" ->
          Gid.of("InventoryLevel", level.placeId()) + "?inventory_item_id=" + level.itemId();
        case "isActive" -> level.active();
        case "canDeactivate" -> level.onHand() == 0;
        case "deactivationAlert" -> null;
        case "item" -> item(java.util.Objects.requireNonNull(data.byItem(level.itemId())));
        case "location" -> place(data.places.need(level.placeId()));
        case "quantities" -> quantities(Arguments.list(arguments, "names"));
        case "createdAt", "updatedAt" -> level.updatedAt().toString();
        default -> throw unknown(name);
      };
    }

    private List<GraphNode> quantities(List<?> names) {
      var nodes = new ArrayList<GraphNode>();
      for (var name : names) {
        int quantity = switch ((String) name) {
          case "available" -> level.available();
          case "committed" -> level.committed();
          case "on_hand" -> level.onHand();
          case "reserved", "incoming", "damaged", "quality_control", "safety_stock" -> 0;
          default -> throw new GraphRefusal("BAD_REQUEST", "no quantity is called " + name);
        };
        var id = Gid.of("InventoryQuantity", level.placeId()) + "?inventory_item_id="
            + level.itemId() + "&name=" + name;
        nodes.add(new GraphNode.Fixed(
            "InventoryQuantity",
            Map.of(
                "id",
                id,
                "name",
                name,
                "quantity",
                quantity,
                "updatedAt",
                level.updatedAt().toString())));
      }
      return nodes;
    }
  }
}

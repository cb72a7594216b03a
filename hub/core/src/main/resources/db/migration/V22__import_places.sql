-- Where a variant stands among those of its product; without it each is found by going through the whole shop.
create index shop_import_item_product on shop_import_item (import_id, product_id, position);

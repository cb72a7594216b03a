-- A shop's catalogue: its first import, who owns which field, and what the shop is known to show.

-- The hub's own list of destinations is the authority; here only their spelling is held.
alter table delivery drop constraint delivery_destination_check;
alter table delivery add constraint delivery_destination_check check (destination ~ '^[A-Z_]+$');

-- One import: read into the tables below, judged as a whole, shown, and only then taken over.
create table shop_import (
  id          uuid        primary key,
  shop        text        not null,
  asked_by    text        not null,
  state       text        not null default 'READING'
              check (state in ('READING', 'READY', 'APPLYING', 'DONE', 'CANCELLED', 'FAILED')),
  phase       text        not null,
  -- Where the shop goes on telling; null at the beginning of a phase.
  cursor      text,
  -- What the import waits for, or why it failed.
  note        text        not null default '',
  -- How far the shop is with what it prepares.
  preparing   bigint      not null default 0,
  unreadable  integer     not null default 0,
  created_at  timestamptz not null,
  phase_since timestamptz not null,
  changed_at  timestamptz not null,
  ended_at    timestamptz,
  -- Nobody works on it before; while somebody does, the end of his lease.
  next_at     timestamptz not null,
  lease       bigint      not null default 0,
  attempts    integer     not null default 0
);
create unique index shop_import_one_open on shop_import (shop) where state in ('READING', 'READY', 'APPLYING');
create index shop_import_due on shop_import (next_at) where state in ('READING', 'APPLYING');

create table shop_import_site (
  import_id uuid    not null references shop_import on delete cascade,
  site_id   text    not null,
  name      text    not null,
  active    boolean not null,
  primary key (import_id, site_id)
);

create table shop_import_product (
  import_id  uuid not null references shop_import on delete cascade,
  product_id text not null,
  handle     text not null,
  title      text not null,
  vendor     text not null,
  type       text not null,
  image      text,
  updated_at timestamptz,
  primary key (import_id, product_id)
);

create table shop_import_item (
  import_id  uuid    not null references shop_import on delete cascade,
  item_id    text    not null,
  variant_id text    not null,
  product_id text    not null,
  -- In the order of the shop's telling.
  position   bigint  generated always as identity,
  sku        text,
  barcode    text,
  options    jsonb   not null,
  price      bigint,
  currency   text,
  taxable    boolean not null,
  image      text,
  -- What is wrong with it by itself; null for nothing.
  fault      text,
  verdict    text    check (verdict in ('CREATE', 'CHANGE', 'SAME', 'ASIDE')),
  -- Ours, for all but ASIDE.
  our_sku    text,
  matched_by text,
  -- The names of the fields that will be changed.
  changes    text[]  not null default '{}',
  reason     text,
  fix        text,
  applied    boolean not null default false,
  primary key (import_id, item_id)
);
create index shop_import_item_sku on shop_import_item (import_id, sku);
create index shop_import_item_todo on shop_import_item (import_id, product_id, position) where not applied;
create index shop_import_item_aside on shop_import_item (import_id, position) where verdict = 'ASIDE';

create table shop_import_picture (
  import_id  uuid not null references shop_import on delete cascade,
  variant_id text not null,
  address    text not null,
  primary key (import_id, variant_id)
);

create table shop_import_unreadable (
  import_id uuid not null references shop_import on delete cascade,
  id        text not null,
  why       text not null,
  primary key (import_id, id)
);

create table shop_import_level (
  import_id uuid    not null references shop_import on delete cascade,
  item_id   text    not null,
  site_id   text    not null,
  available integer not null,
  on_hand   integer not null,
  -- What became of it: SET, KNOWN (the shelf has moved before), ASIDE; null before.
  outcome   text,
  primary key (import_id, item_id, site_id)
);
create index shop_import_level_todo on shop_import_level (import_id, item_id) where outcome is null;

create table shop_import_order (
  import_id uuid not null references shop_import on delete cascade,
  order_id  text not null,
  position  bigint generated always as identity,
  -- What became of it; null before.
  outcome   text,
  primary key (import_id, order_id)
);

-- What a shop is known to show of what we sell there. News that says the same is no news.
create table shop_product (
  shop       text        not null,
  product_id text        not null,
  title      text        not null,
  vendor     text        not null,
  type       text        not null,
  -- The shop's own time of the version that was looked at last, and of the one that changed a field.
  updated_at timestamptz,
  title_at   timestamptz,
  vendor_at  timestamptz,
  type_at    timestamptz,
  primary key (shop, product_id)
);

create table shop_variant (
  shop       text    not null,
  item_id    text    not null,
  variant_id text    not null,
  product_id text    not null,
  sku        text    not null references variant,
  -- The SKU that the shop writes; another one than ours where the barcode told what it is.
  shop_sku   text,
  price      bigint  not null,
  currency   text    not null,
  barcode    text,
  taxable    boolean not null,
  price_at   timestamptz,
  barcode_at timestamptz,
  tax_at     timestamptz,
  primary key (shop, item_id)
);
create index shop_variant_product on shop_variant (shop, product_id);
create index shop_variant_sku on shop_variant (sku, shop);
create index shop_variant_shop_sku on shop_variant (shop, shop_sku) where shop_sku is distinct from sku;

-- A change that is on its way to the shop: what it will show then, so that its echo is known as ours.
create table shop_change (
  shop       text  not null,
  product_id text  not null,
  key        uuid  not null,
  change     jsonb not null,
  primary key (shop, product_id)
);

-- Who decides about a field, where it is not the shop.
create table field_owner (
  shop  text not null,
  field text not null check (field in ('title', 'vendor', 'type', 'price', 'barcode', 'tax', 'image')),
  owner text not null check (owner in ('HUB', 'SHOP', 'LATEST')),
  primary key (shop, field)
);

-- When a field was last changed in the hub; null: before anybody noted it.
alter table product add title_at timestamptz, add vendor_at timestamptz, add type_at timestamptz;
alter table variant add price_at timestamptz, add barcode_at timestamptz, add tax_at timestamptz;

-- What a variant costs in a shop, where that is not the price at the counter.
create table list_price (
  shop       text        not null,
  sku        text        not null references variant,
  price      bigint      not null check (price >= 0),
  currency   text        not null check (currency ~ '^[A-Z]{3}$'),
  changed_at timestamptz not null,
  primary key (shop, sku)
);

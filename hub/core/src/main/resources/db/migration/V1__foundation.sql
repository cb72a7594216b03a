-- One merchant, any number of locations, registers and shops. PostgreSQL is the only truth.
-- Money is in minor units; times are the server's unless a column says otherwise.

-- Who and where ---------------------------------------------------------------------------------

create table merchant (
  only_one boolean primary key default true check (only_one),
  name     text   not null,
  address  text[] not null default '{}'
);

create table location (
  id           text   primary key,
  name         text   not null,
  time_zone    text   not null,
  currency     text   not null check (currency ~ '^[A-Z]{3}$'),
  tax_mode     text   not null check (tax_mode in ('EXCLUSIVE', 'INCLUSIVE')),
  stock_policy text   not null check (stock_policy in ('WARN', 'REFUSE')),
  -- Fences: whoever decided under an older epoch is refused.
  epoch        bigint not null default 1,
  state        text   not null default 'OPEN' check (state in ('OPEN', 'FENCED', 'QUARANTINE'))
);

create table tax_rate (
  location text    not null references location,
  category text    not null,
  name     text    not null,
  rate_ppm integer not null check (rate_ppm between 0 and 1000000),
  position integer not null,
  primary key (location, category)
);

create table register (
  id       text primary key,
  location text not null references location
);

create table app_user (
  id            uuid    primary key,
  name          text    not null,
  role          text    not null check (role in ('OWNER', 'MANAGER', 'CASHIER', 'BOOKKEEPER')),
  pin_hash      text,
  password_hash text,
  active        boolean not null default true
);
create unique index app_user_name on app_user (lower(name));

create table user_session (
  token_hash bytea       primary key,
  user_id    uuid        not null references app_user,
  register   text        references register,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- Counts failed sign-ins by subject (a user, a device, a place); it must survive everything Redis does.
create table sign_in_guard (
  subject       text        primary key,
  failures      integer     not null,
  blocked_until timestamptz
);

create table api_token (
  token_hash bytea       primary key,
  name       text        not null unique,
  scopes     text[]      not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- Secrets that outside systems hand us and change (refresh tokens), encrypted before they are stored.
create table secret (
  name       text        primary key,
  sealed     bytea       not null,
  updated_at timestamptz not null
);

create table audit_log (
  seq     bigint      generated always as identity primary key,
  at      timestamptz not null,
  actor   text        not null,
  action  text        not null,
  subject text        not null,
  detail  text        not null default ''
);

-- What is sold ----------------------------------------------------------------------------------

create table product (
  id     uuid primary key,
  handle text not null unique,
  title  text not null,
  vendor text not null default '',
  type   text not null default ''
);

create table variant (
  sku           text    primary key check (length(sku) between 1 and 100),
  product_id    uuid    not null references product,
  position      integer not null,
  title         text    not null default '',
  options       jsonb   not null default '[]',
  barcode       text,
  price         bigint  not null check (price >= 0),
  currency      text    not null check (currency ~ '^[A-Z]{3}$'),
  tax_category  text    not null,
  image         text,
  sku_generated boolean not null default false,
  -- What search looks at, folded to lower case by the writer.
  search        text    not null
);
-- The order in which the catalogue is paged through; "C" so that every server sorts alike.
create index product_by_title on product ((lower(title) collate "C"), handle collate "C");
create index variant_product on variant (product_id, position);
create index variant_barcode on variant (barcode) where barcode is not null;

-- The shop's ids of our variants.
create table listing (
  shop       text not null,
  sku        text not null references variant,
  item_id    text not null,
  variant_id text not null,
  primary key (shop, sku),
  unique (shop, item_id)
);

-- Stock: see STOCK.md ---------------------------------------------------------------------------

create table stock (
  location  text    not null references location,
  sku       text    not null references variant,
  on_hand   integer not null default 0,
  held      integer not null default 0 check (held >= 0),
  committed integer not null default 0 check (committed >= 0),
  escrowed  integer not null default 0 check (escrowed >= 0),
  suspense  integer not null default 0 check (suspense >= 0),
  -- Units sold beyond the shelf as we count it: a recorded physical truth, and the only licence for
  -- free to lie below zero.
  short     integer not null default 0 check (short >= 0),
  free      integer generated always as (on_hand - held - committed - escrowed - suspense) stored,
  version   bigint  not null default 1,
  primary key (location, sku),
  constraint free_never_below_its_licence check (on_hand - held - committed - escrowed - suspense >= -short)
);

create index stock_oversold on stock (location, sku) where short > 0;

create table hold (
  id           uuid        primary key,
  -- Null in a tombstone only: it bars an id of which nothing else is known.
  request_hash bytea,
  location     text        references location,
  channel      text        check (channel in ('COUNTER', 'WEB')),
  state        text        not null check (state in
    ('HELD', 'PAYING', 'COMMITTED', 'FULFILLED', 'REVERSED', 'RELEASED', 'EXPIRED', 'REFUSED', 'VOID')),
  epoch        bigint      not null default 0,
  sale_id      uuid,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  check (state = 'VOID' or (request_hash is not null and location is not null and channel is not null))
);
create index hold_to_expire on hold (expires_at) where state = 'HELD';
create index hold_sale on hold (sale_id) where sale_id is not null;

create table hold_line (
  hold_id   uuid    not null references hold,
  sku       text    not null references variant,
  quantity  integer not null check (quantity between 1 and 1000000),
  -- For a refused hold: what was free when it was refused. Null otherwise.
  available integer,
  primary key (hold_id, sku)
);

-- Append-only. The sum of all rows of a location and SKU is its stock row, at every prefix.
create table stock_ledger (
  seq         bigint      generated always as identity primary key,
  location    text        not null,
  sku         text        not null,
  on_hand     integer     not null default 0,
  held        integer     not null default 0,
  committed   integer     not null default 0,
  escrowed    integer     not null default 0,
  suspense    integer     not null default 0,
  cause       text        not null,
  cause_id    text        not null,
  event_at    timestamptz not null,
  recorded_at timestamptz not null,
  unique (cause, cause_id, location, sku)
);
create index stock_ledger_item on stock_ledger (location, sku, seq);

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger stock_ledger_is_append_only before update or delete on stock_ledger
  for each statement execute function forbid_change();
create trigger audit_log_is_append_only before update or delete on audit_log
  for each statement execute function forbid_change();

-- Units carved out for sellers who do not ask before they sell. outstanding is what they may still sell.
create table escrow (
  holder         text    not null,
  generation     integer not null default 1,
  location       text    not null,
  sku            text    not null,
  granted_total  bigint  not null default 0 check (granted_total >= 0),
  grant_seq      bigint  not null default 0,
  sold_total     bigint  not null default 0 check (sold_total >= 0),
  returned_total bigint  not null default 0 check (returned_total >= 0),
  state          text    not null default 'ACTIVE' check (state in ('ACTIVE', 'SEALED', 'SUSPENSE', 'CLOSED')),
  primary key (holder, generation, location, sku),
  foreign key (location, sku) references stock,
  check (sold_total + returned_total <= granted_total)
);

-- What an outside shop shows of one SKU, and the change that is under way.
create table shop_window (
  shop        text        not null,
  location    text        not null,
  sku         text        not null,
  -- The shop's number as we last knew it for sure, less the orders read since; null until it was read.
  shown       integer,
  -- Units that customers at the till are waiting for, and how long they do.
  wanted      integer     not null default 0 check (wanted >= 0),
  wanted_until timestamptz,
  pending_key uuid,
  pending_from integer,
  pending_to  integer,
  -- How often the shop's number was seen to differ although its orders had been read.
  drifts      integer     not null default 0,
  pushed_at   timestamptz,
  primary key (shop, location, sku),
  foreign key (location, sku) references stock,
  check ((pending_key is null) = (pending_from is null) and (pending_key is null) = (pending_to is null))
);

create table goods_receipt (
  id           uuid        primary key,
  request_hash bytea       not null,
  location     text        not null references location,
  reference    text        not null,
  received_at  timestamptz not null
);

-- Sales -----------------------------------------------------------------------------------------

create sequence sale_number;

create table sale (
  id             uuid        primary key,
  number         bigint      not null unique default nextval('sale_number'),
  request_hash   bytea       not null,
  channel        text        not null check (channel in ('COUNTER', 'WEB')),
  location       text        not null references location,
  register       text,
  receipt_number text        not null,
  ref_system     text,
  ref_account    text,
  ref_id         text,
  state          text        not null check (state in ('PAID', 'FULFILLED', 'CANCELLED')),
  sold_at        timestamptz not null,
  recorded_at    timestamptz not null,
  business_day   date        not null,
  currency       text        not null,
  subtotal       bigint      not null,
  shipping       bigint      not null,
  tax            bigint      not null,
  total          bigint      not null,
  customer_name  text,
  customer_email text,
  hold_id        uuid        references hold,
  unique (ref_system, ref_account, ref_id),
  unique (register, receipt_number)
);
create index sale_newest on sale (recorded_at desc);

create table sale_line (
  sale_id    uuid    not null references sale,
  position   integer not null,
  sku        text    not null references variant,
  title      text    not null,
  quantity   integer not null check (quantity between 1 and 1000000),
  unit_price bigint  not null check (unit_price >= 0),
  discount   bigint  not null check (discount >= 0),
  primary key (sale_id, position)
);

create table sale_tax (
  sale_id  uuid    not null references sale,
  position integer not null,
  category text    not null,
  name     text    not null,
  rate_ppm integer not null,
  included boolean not null,
  taxable  bigint  not null,
  amount   bigint  not null check (amount >= 0),
  primary key (sale_id, position)
);

create table tender (
  sale_id   uuid    not null references sale,
  position  integer not null,
  kind      text    not null check (kind in ('CASH', 'PAYPAL', 'SHOP')),
  amount    bigint  not null check (amount >= 0),
  tendered  bigint,
  change    bigint,
  reference text,
  primary key (sale_id, position),
  check (tendered is null or tendered - change = amount)
);

-- What the shelf, as we count it, did not cover; a record, never changed. A web order takes its units
-- when it is placed, so its row may come before its sale.
create table sale_shortage (
  sale_id   uuid    not null,
  sku       text    not null references variant,
  wanted    integer not null check (wanted > 0),
  available integer not null check (available >= 0),
  primary key (sale_id, sku)
);

-- The newest version of an outside order that was looked at; older news changes nothing.
create table shop_order (
  shop       text        not null,
  order_id   text        not null,
  name       text        not null,
  updated_at timestamptz not null,
  state      text        not null check (state in ('OPEN', 'SOLD', 'FULFILLED', 'CANCELLED', 'IGNORED')),
  sale_id    uuid,
  primary key (shop, order_id)
);

create table shop_cursor (
  shop         text        primary key,
  orders_since timestamptz not null
);

create table payment (
  id                uuid        primary key,
  sale_id           uuid        not null,
  hold_id           uuid,
  gateway           text        not null,
  amount            bigint      not null check (amount > 0),
  currency          text        not null,
  state             text        not null check (state in
    ('OPENING', 'WAITING', 'APPROVED', 'CAPTURING', 'CAPTURED', 'FAILED', 'CANCELLED', 'UNKNOWN')),
  open_key          uuid        not null,
  capture_key       uuid        not null,
  reference         text,
  approval_url      text,
  capture_reference text,
  fee               bigint,
  note              text,
  -- When the newest capture left that may have taken effect, or yet may; null when there is none.
  -- While the payment is CAPTURING it is also the lease of whoever sent it.
  capture_sent_at   timestamptz,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  unique (gateway, reference)
);
create index payment_sale on payment (sale_id);
-- Fifty taps on "pay" are one payment. One that was captured may stand beside it only by accident
-- at the gateway, and then it must be possible to write that down.
create unique index payment_live_once_per_sale on payment (sale_id)
  where state not in ('CAPTURED', 'FAILED', 'CANCELLED');
create index payment_unsettled on payment (updated_at)
  where state not in ('CAPTURED', 'FAILED', 'CANCELLED');
create index payment_captured on payment (updated_at) where state = 'CAPTURED';
create index payment_hold on payment (hold_id) where hold_id is not null;

create table refund (
  id         uuid        primary key,
  payment_id uuid        not null references payment,
  amount     bigint      not null check (amount > 0),
  state      text        not null check (state in ('SENDING', 'DONE', 'FAILED', 'UNKNOWN')),
  remote_id  text,
  note       text,
  -- When the refund was last sent: the lease of whoever sent it.
  sent_at    timestamptz,
  created_at timestamptz not null
);
create index refund_payment on refund (payment_id);

-- What a person must decide: a sale the shelf did not cover, money without a sale, an order we cannot take.
create table open_case (
  id         uuid        primary key,
  kind       text        not null,
  subject    text        not null,
  title      text        not null,
  detail     text        not null,
  opened_at  timestamptz not null,
  closed_at  timestamptz,
  closed_by  text
);
create unique index open_case_once on open_case (kind, subject) where closed_at is null;

-- Deliveries out and in --------------------------------------------------------------------------

-- One row per thing another system must be told. It commits together with its cause.
create table delivery (
  id          uuid        primary key,
  destination text        not null check (destination in ('SHOP_STOCK', 'SHOP_ORDERS', 'BOOKS')),
  subject     text        not null,
  state       text        not null default 'DUE' check (state in ('DUE', 'DONE', 'PARKED')),
  -- The idempotency key at the remote: made with the row, renewed only after a definite no.
  key         uuid        not null,
  revision    integer     not null default 1,
  lease       bigint      not null default 0,
  attempts    integer     not null default 0,
  look_first  boolean     not null default false,
  next_at     timestamptz not null,
  remote_id   text,
  note        text,
  created_at  timestamptz not null,
  settled_at  timestamptz
);
-- Two quick sales of the same mug need one stock push, not two.
create unique index delivery_one_due_per_subject on delivery (destination, subject) where state = 'DUE';
create index delivery_due on delivery (destination, next_at) where state = 'DUE';
-- A sale is booked once, whatever became of its delivery.
create unique index delivery_books_once on delivery (subject) where destination = 'BOOKS';
create index delivery_recent on delivery (settled_at desc) where state <> 'DUE';

create table inbox (
  id           bigint      generated always as identity primary key,
  source       text        not null,
  event_id     text        not null,
  topic        text        not null,
  triggered_at timestamptz not null,
  received_at  timestamptz not null,
  body         text        not null,
  state        text        not null default 'DUE' check (state in ('DUE', 'DONE', 'PARKED')),
  lease        bigint      not null default 0,
  attempts     integer     not null default 0,
  next_at      timestamptz not null,
  note         text,
  unique (source, event_id)
);
create index inbox_due on inbox (next_at) where state = 'DUE';

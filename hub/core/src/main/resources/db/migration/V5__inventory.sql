-- Places and states: transfers, purchase orders, returns, damage, counts, reorder points, serials, lots.

-- Every change that somebody asks for by an id of his own: the same id again is the same change.
create table inventory_request (
  id      uuid        primary key,
  kind    text        not null,
  hash    bytea       not null,
  made_by text        not null,
  made_at timestamptz not null
);

-- Transfers -------------------------------------------------------------------------------------

create table transfer (
  id          uuid        primary key references inventory_request,
  source      text        not null references location,
  destination text        not null references location,
  reference   text        not null,
  state       text        not null check (state in ('DRAFT', 'SHIPPED', 'RECEIVED', 'CANCELLED')),
  created_by  text        not null,
  created_at  timestamptz not null,
  shipped_by  text,
  shipped_at  timestamptz,
  -- When the last unit was accounted for, or when it was cancelled.
  ended_at    timestamptz,
  check (source <> destination)
);
create index transfer_newest on transfer (created_at desc, id desc);
create index transfer_under_way on transfer (destination) where state = 'SHIPPED';

create table transfer_line (
  transfer_id uuid    not null references transfer,
  sku         text    not null references variant,
  planned     integer not null check (planned between 1 and 1000000),
  shipped     integer not null default 0 check (shipped between 0 and 1000000),
  -- What became of it so far. More than was shipped may arrive; what is missing may turn up later.
  good        integer not null default 0 check (good >= 0),
  damaged     integer not null default 0 check (damaged >= 0),
  missing     integer not null default 0 check (missing >= 0),
  primary key (transfer_id, sku),
  check (missing <= shipped)
);

create table transfer_receipt (
  id          uuid        primary key references inventory_request,
  transfer_id uuid        not null references transfer,
  reason      text,
  received_by text        not null,
  received_at timestamptz not null
);
create index transfer_receipt_transfer on transfer_receipt (transfer_id, received_at);

create table transfer_receipt_line (
  receipt_id uuid    not null references transfer_receipt,
  sku        text    not null references variant,
  good       integer not null check (good >= 0),
  damaged    integer not null check (damaged >= 0),
  missing    integer not null check (missing >= 0),
  primary key (receipt_id, sku)
);

-- Purchase orders -------------------------------------------------------------------------------

create table purchase_order (
  id          uuid        primary key references inventory_request,
  supplier    text        not null,
  location    text        not null references location,
  reference   text        not null,
  currency    text        not null check (currency ~ '^[A-Z]{3}$'),
  expected_on date,
  state       text        not null check (state in ('ORDERED', 'RECEIVED', 'CLOSED', 'CANCELLED')),
  -- Why it was closed before everything had come.
  reason      text,
  ordered_by  text        not null,
  ordered_at  timestamptz not null,
  ended_at    timestamptz
);
create index purchase_order_newest on purchase_order (ordered_at desc, id desc);
create index purchase_order_open on purchase_order (location) where state = 'ORDERED';

create table purchase_order_line (
  order_id  uuid    not null references purchase_order,
  sku       text    not null references variant,
  ordered   integer not null check (ordered between 1 and 1000000),
  unit_cost bigint  not null check (unit_cost >= 0),
  good      integer not null default 0 check (good >= 0),
  damaged   integer not null default 0 check (damaged >= 0),
  primary key (order_id, sku)
);
create index purchase_order_line_sku on purchase_order_line (sku);

create table purchase_receipt (
  id          uuid        primary key references inventory_request,
  order_id    uuid        not null references purchase_order,
  received_by text        not null,
  received_at timestamptz not null
);
create index purchase_receipt_order on purchase_receipt (order_id, received_at);

create table purchase_receipt_line (
  receipt_id uuid    not null references purchase_receipt,
  sku        text    not null references variant,
  good       integer not null check (good >= 0),
  damaged    integer not null check (damaged >= 0),
  primary key (receipt_id, sku)
);

-- Returns and damage ----------------------------------------------------------------------------

-- How much of each line of a sale came back: the guard against returning a thing twice.
create table returned_line (
  sale_id  uuid    not null,
  line     integer not null,
  sold     integer not null,
  returned integer not null default 0,
  primary key (sale_id, line),
  check (returned between 0 and sold)
);

create table goods_return (
  id          uuid        primary key references inventory_request,
  sale_id     uuid        not null references sale,
  location    text        not null references location,
  returned_by text        not null,
  returned_at timestamptz not null
);
create index goods_return_sale on goods_return (sale_id, returned_at);

create table goods_return_line (
  return_id uuid    not null references goods_return,
  line      integer not null,
  sku       text    not null references variant,
  good      integer not null check (good >= 0),
  damaged   integer not null check (damaged >= 0),
  primary key (return_id, line)
);

create table damage_report (
  id          uuid        primary key references inventory_request,
  kind        text        not null check (kind in ('DAMAGED', 'REPAIRED', 'WRITTEN_OFF')),
  location    text        not null references location,
  reason      text        not null,
  reported_by text        not null,
  reported_at timestamptz not null
);
create index damage_report_newest on damage_report (reported_at desc, id desc);

create table damage_report_line (
  report_id uuid    not null references damage_report,
  sku       text    not null references variant,
  quantity  integer not null check (quantity between 1 and 1000000),
  primary key (report_id, sku)
);

-- Counts ----------------------------------------------------------------------------------------

-- A count that stands in the ledger. expected is what the ledger says was on hand at counted_at, as
-- far as is known now: news of before that time which comes later changes it, not the shelf.
create table shelf_count (
  id         uuid        primary key,
  seq        bigint      generated always as identity,
  location   text        not null,
  sku        text        not null,
  counted    integer     not null check (counted >= 0),
  counted_at timestamptz not null,
  expected   integer     not null,
  -- What the ledger said when the count was posted.
  expected_first integer not null,
  foreign key (location, sku) references stock
);
create index shelf_count_at on shelf_count (location, sku, counted_at, seq);
-- What a shelf held at a moment, counted back from now.
create index stock_ledger_event on stock_ledger (location, sku, event_at) where on_hand <> 0;

create table stocktake (
  id           uuid        primary key references inventory_request,
  location     text        not null references location,
  name         text        not null,
  kind         text        not null check (kind in ('FULL', 'PARTIAL')),
  blind        boolean     not null,
  state        text        not null check (state in ('OPEN', 'REVIEW', 'CLOSED', 'CANCELLED')),
  opened_by    text        not null,
  opened_at    timestamptz not null,
  submitted_by text,
  submitted_at timestamptz,
  ended_at     timestamptz
);
create index stocktake_newest on stocktake (opened_at desc, id desc);

create table stocktake_line (
  id           uuid        primary key references inventory_request,
  seq          bigint      generated always as identity,
  stocktake_id uuid        not null references stocktake,
  sku          text        not null references variant,
  counted      integer     not null check (counted between 0 and 1000000000),
  counted_at   timestamptz not null,
  counted_by   text        not null,
  state        text        not null check (state in ('COUNTED', 'WAITING', 'POSTED', 'REJECTED', 'REPLACED')),
  decided_by   text,
  decided_at   timestamptz,
  reason       text
);
-- A recount replaces what is not posted yet.
create unique index stocktake_line_live on stocktake_line (stocktake_id, sku)
  where state in ('COUNTED', 'WAITING', 'REJECTED');
create index stocktake_line_of on stocktake_line (stocktake_id, sku, seq);

-- How much a count may differ before a second person must look. Null is no limit of that kind.
create table count_limit (
  location text primary key references location,
  units    integer check (units >= 0),
  value    bigint  check (value >= 0)
);

-- Reordering ------------------------------------------------------------------------------------

create table reorder_point (
  location   text    not null references location,
  sku        text    not null references variant,
  point      integer not null check (point between 0 and 1000000),
  lead_days  integer not null check (lead_days between 0 and 365),
  cover_days integer not null check (cover_days between 1 and 365),
  primary key (location, sku)
);

create table low_stock (
  id        uuid        primary key,
  location  text        not null,
  sku       text        not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);
create unique index low_stock_once on low_stock (location, sku) where closed_at is null;

-- Serial numbers and lots -----------------------------------------------------------------------

create table tracked_sku (
  sku      text primary key references variant,
  tracking text not null check (tracking in ('SERIAL', 'LOT'))
);

-- One thing with a number of its own: in one state at one place.
create table serial (
  sku      text not null references variant,
  serial   text not null,
  state    text not null check (state in ('IN_STOCK', 'DAMAGED', 'IN_TRANSIT', 'SOLD', 'MISSING', 'WRITTEN_OFF')),
  location text not null references location,
  primary key (sku, serial)
);
create index serial_by_number on serial (serial);
create index serial_at on serial (location, sku) where state in ('IN_STOCK', 'DAMAGED', 'IN_TRANSIT');

create table serial_event (
  seq      bigint      generated always as identity primary key,
  sku      text        not null,
  serial   text        not null,
  state    text        not null,
  location text        not null,
  cause    text        not null,
  cause_id text        not null,
  at       timestamptz not null,
  made_by  text        not null,
  foreign key (sku, serial) references serial
);
create index serial_event_of on serial_event (sku, serial, seq);
create trigger serial_event_is_append_only before update or delete on serial_event
  for each statement execute function forbid_change();

create table lot (
  sku        text not null references variant,
  lot        text not null,
  expires_on date,
  primary key (sku, lot)
);

-- Append-only, like the ledger of stock; the sum is what is left of a lot at a place.
create table lot_event (
  seq      bigint      generated always as identity primary key,
  sku      text        not null,
  lot      text        not null,
  location text        not null,
  units    integer     not null,
  -- Nobody named the lot: the one that expires first was taken to be it.
  assumed  boolean     not null,
  cause    text        not null,
  cause_id text        not null,
  -- The sale or transfer that took them: what comes back of it comes back to its lots.
  origin   uuid,
  at       timestamptz not null,
  made_by  text        not null,
  foreign key (sku, lot) references lot
);
create index lot_event_of on lot_event (location, sku, lot);
create index lot_event_origin on lot_event (origin, sku) where origin is not null;
create trigger lot_event_is_append_only before update or delete on lot_event
  for each statement execute function forbid_change();

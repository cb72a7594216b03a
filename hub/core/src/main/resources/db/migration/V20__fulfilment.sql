-- Orders of shops that are sent or handed over from our shelves; money that their shops give back;
-- counter sales that a shop keeps a record of.

-- Each shop has a lane of its own.
create index delivery_due_of_shop on delivery (destination, split_part(subject, '|', 1), next_at)
  where state = 'DUE' and destination in ('SHOP_FULFILMENT', 'SHOP_REFUND', 'SHOP_MIRROR');

alter table pickup
  -- The customer has been told that he can come.
  add ready_at timestamptz,
  add ready_by text;

-- Where a location lies, and whether and how gladly the merchant sends from it; a location without a
-- row sends, after those that have a rank. Degrees in millionths.
create table sending_place (
  location  text    primary key references location,
  sends     boolean not null,
  rank      integer check (rank between 1 and 1000),
  latitude  integer check (latitude between -90000000 and 90000000),
  longitude integer check (longitude between -180000000 and 180000000),
  check ((latitude is null) = (longitude is null))
);

-- How the orders of a shop are sent, and whether it records what the counter sells. Without rules an
-- order is sent from where its shop wants it to be.
create table sending_policy (
  shop         text        primary key,
  rules        text[]      not null,
  splitting    boolean     not null,
  mirror_since timestamptz,
  changed_by   text        not null,
  changed_at   timestamptz not null
);

-- How the shop wants an order to leave; method and what follows are read after it was paid. The id is
-- the sale's and the hold's.
create table order_plan (
  id          uuid        primary key,
  shop        text        not null,
  order_id    text        not null,
  method      text        check (method in ('SHIPPING', 'PICK_UP', 'NONE')),
  -- Name and address; taken away as soon as nothing is left to be sent.
  destination text[]      not null default '{}',
  postcode    text,
  latitude    integer,
  longitude   integer,
  -- Why it is sent from where it is.
  routed      text        not null default '',
  picked_by   text,
  picked_at   timestamptz,
  packed_by   text,
  packed_at   timestamptz,
  read_at     timestamptz,
  ended_at    timestamptz,
  unique (shop, order_id),
  check ((picked_by is null) = (picked_at is null)),
  check ((packed_by is null) = (packed_at is null))
);
create index shop_order_sold on shop_order (hold_id) where state = 'SOLD';
create index order_plan_open on order_plan (id) where ended_at is null;

-- Redacted stays redacted, also when the shop is asked once more where the order goes.
create function plan_stays_redacted() returns trigger language plpgsql as $$
begin
  if is_redacted(new.shop, new.order_id) then
    new.destination := '{}';
    new.postcode := null;
    new.latitude := null;
    new.longitude := null;
  end if;
  return new;
end $$;
create trigger plan_stays_redacted before insert or update of destination on order_plan
  for each row when (new.destination <> '{}') execute function plan_stays_redacted();

-- Units that are to be sent from elsewhere than the shop thinks.
create table order_move (
  id       uuid        primary key,
  order_id uuid        not null references order_plan,
  location text        not null references location,
  state    text        not null check (state in ('SENDING', 'DONE', 'REFUSED')),
  note     text,
  made_at  timestamptz not null
);

create table order_move_line (
  move_id uuid    not null references order_move,
  line_id text    not null,
  units   integer not null check (units > 0),
  primary key (move_id, line_id)
);

-- What left together, each told to the shop once.
create table parcel (
  id              uuid        primary key,
  request_hash    text        not null,
  order_id        uuid        not null,
  shop            text        not null,
  remote_order    text        not null,
  location        text        not null references location,
  state           text        not null check (state in ('SENDING', 'SENT', 'REFUSED')),
  company         text,
  number          text,
  url             text,
  notify          boolean     not null,
  -- What the shop said had left before we first told it of this; null until we asked.
  known_before    text[],
  remote_id       text,
  note            text,
  made_by         text        not null,
  made_at         timestamptz not null
);
create index parcel_order on parcel (order_id);
create index parcel_sending on parcel (made_at) where state = 'SENDING';
create table parcel_line (
  parcel_id uuid    not null references parcel,
  line_id   text    not null,
  units     integer not null check (units > 0),
  primary key (parcel_id, line_id)
);

-- Money that a shop is asked to give back.
create table shop_giving (
  id         uuid        primary key,
  cause      uuid        not null,
  sale_id    uuid        not null,
  shop       text        not null,
  order_id   text        not null,
  amount     bigint      not null check (amount > 0),
  currency   text        not null,
  why        text        not null,
  state      text        not null check (state in ('SENDING', 'DONE', 'REFUSED')),
  remote_id  text,
  note       text,
  made_at    timestamptz not null,
  settled_at timestamptz
);
create index shop_giving_cause on shop_giving (cause);
create index shop_giving_sale on shop_giving (sale_id);

create table shop_giving_line (
  giving_id uuid    not null references shop_giving,
  line_id   text    not null,
  units     integer not null check (units > 0),
  primary key (giving_id, line_id)
);

-- Counter sales that a shop records, each once.
create table counter_mirror (
  sale_id uuid        not null references sale,
  shop    text        not null,
  state   text        not null check (state in ('SENDING', 'DONE', 'REFUSED')),
  -- The shop's id of the order that it became.
  order_id text,
  note     text,
  -- When the sale was written down here; how far the shop has been told.
  recorded_at timestamptz not null,
  made_at     timestamptz not null,
  primary key (sale_id, shop)
);
create index counter_mirror_newest on counter_mirror (shop, recorded_at desc);

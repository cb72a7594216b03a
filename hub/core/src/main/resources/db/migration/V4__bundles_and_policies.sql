-- Bundles: sold as one, held as their parts ---------------------------------------------------------

-- How a bundle was put together, and from when on. A definition is never changed, only followed by a
-- newer one, so that a sale which is heard of late is taken apart as it was at its own time.
create table bundle_version (
  sku         text        not null references variant,
  version     integer     not null check (version > 0),
  valid_from  timestamptz not null,
  -- From here on it is an ordinary SKU again.
  ended       boolean     not null,
  seq         bigint      generated always as identity unique,
  recorded_at timestamptz not null default now(),
  recorded_by text        not null,
  primary key (sku, version)
);
create index bundle_version_recorded on bundle_version (recorded_at);

create table bundle_part (
  sku      text    not null,
  version  integer not null,
  part     text    not null references variant,
  quantity integer not null check (quantity between 1 and 1000),
  primary key (sku, version, part),
  foreign key (sku, version) references bundle_version,
  check (part <> sku)
);
create index bundle_part_part on bundle_part (part);

create trigger bundle_version_is_append_only before update or delete on bundle_version
  for each statement execute function forbid_change();
create trigger bundle_part_is_append_only before update or delete on bundle_part
  for each statement execute function forbid_change();

-- What is a bundle now.
create table bundle (
  sku     text    primary key references variant,
  version integer not null,
  foreign key (sku, version) references bundle_version
);

-- The bundles in a hold or sale, and the definition they were taken apart by. A web order's sale has
-- the id of its hold.
create table taken_apart (
  of_id    uuid    not null,
  sku      text    not null,
  version  integer not null,
  quantity integer not null check (quantity > 0),
  primary key (of_id, sku),
  foreign key (sku, version) references bundle_version
);

-- Who has units of a shelf carved out is asked by shelf; so is which windows rest on it.
create index escrow_shelf on escrow (location, sku);
create index shop_window_shelf on shop_window (location, sku);

-- What a bundle amounts to at each location: how many whole ones the free parts make up, and how many
-- more the parts that shops show and could give back. The parts of a bundle that a shop shows are held
-- by 'bundle:<shop>|<sku>'.
create view bundle_level as
  select l.id as location, b.sku,
         min(greatest(coalesce(s.free, 0), 0) / p.quantity) as free,
         min(greatest(coalesce(s.free, 0) + coalesce(e.units, 0), 0) / p.quantity)::int as sellable,
         sum(coalesce(s.version, 0))::bigint as version,
         bool_or(s.sku is not null) as stocked
    from bundle b
    join bundle_part p on p.sku = b.sku and p.version = b.version
    cross join location l
    left join stock s on s.location = l.id and s.sku = p.part
    left join lateral (
      select sum(granted_total - sold_total - returned_total)::int as units from escrow
       where location = l.id and sku = p.part
         and (starts_with(holder, 'shop:') or starts_with(holder, 'bundle:'))) e on true
   group by l.id, b.sku;

-- Policies: what a channel may be shown -------------------------------------------------------------

-- Kept back from every channel over all its locations together.
create table publish_policy (
  only_one   boolean     primary key default true check (only_one),
  threshold  integer     not null default 0 check (threshold >= 0),
  changed_at timestamptz,
  changed_by text
);
insert into publish_policy default values;

-- Kept back at one location; with a SKU for that one only, and then instead of the location's.
create table safety_stock (
  location text    not null references location,
  sku      text    references variant,
  units    integer not null check (units >= 0),
  unique nulls not distinct (location, sku)
);

create table channel_policy (
  channel        text    primary key,
  buffer_units   integer check (buffer_units >= 0),
  buffer_percent integer check (buffer_percent between 0 and 100),
  mode           text    check (mode in ('ESCROW', 'POOLED')),
  check (buffer_units is null or buffer_percent is null)
);

create table channel_exclusion (
  channel  text not null references channel_policy on delete cascade,
  location text not null references location,
  primary key (channel, location)
);

create table channel_mode (
  channel text not null references channel_policy on delete cascade,
  sku     text not null references variant,
  mode    text not null check (mode in ('ESCROW', 'POOLED')),
  primary key (channel, sku)
);

-- A pooled shop sold what was not free any more: the price of pooling, counted.
create table pooled_breach (
  sale_id   uuid        not null,
  sku       text        not null references variant,
  shop      text        not null,
  location  text        not null references location,
  wanted    integer     not null check (wanted > 0),
  available integer     not null check (available >= 0),
  at        timestamptz not null default now(),
  primary key (sale_id, sku)
);
create index pooled_breach_newest on pooled_breach (at desc);

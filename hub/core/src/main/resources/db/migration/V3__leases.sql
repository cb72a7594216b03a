-- Stock lent to registers that sell without asking; see STOCK.md and decision 0006. The units stand in
-- escrow under the holder 'device:<register>'; here is whose they are and until when.

create table lease (
  register      text        not null references register,
  -- A replaced, reset or restored device is another generation.
  generation    integer     not null check (generation > 0),
  location      text        not null references location,
  -- EXPIRED: its end has passed, its units are still lent. BLOCKED: two copies of the device speak.
  -- SEALED: it has stopped, sales are still to come. LOST: its units are in suspense. CLOSED: nothing
  -- is open any more.
  state         text        not null check (state in
    ('ACTIVE', 'EXPIRED', 'BLOCKED', 'SEALED', 'LOST', 'CLOSED')),
  -- Somebody vouches that a lost device cannot sell any more.
  stopped       boolean     not null default false,
  journal_count bigint      not null check (journal_count >= 0),
  last_request  uuid        not null,
  opened_at     timestamptz not null,
  renewed_at    timestamptz not null,
  expires_at    timestamptz not null,
  primary key (register, generation)
);
create unique index lease_open_once on lease (register) where state in ('ACTIVE', 'EXPIRED', 'BLOCKED');
create index lease_unfinished on lease (location) where state <> 'CLOSED';

-- What devices and people said about leases, by the id they gave it: a repetition changes nothing.
create table lease_request (
  id           uuid        primary key,
  request_hash bytea       not null,
  register     text        not null,
  generation   integer     not null,
  at           timestamptz not null,
  foreign key (register, generation) references lease
);
create index lease_request_age on lease_request (at);

-- Of each sale, the units that its till sold without asking. What its lease did not cover was sold
-- beyond its rights; what had been written off before is explained by the sale.
create table lease_sale (
  sale_id    uuid    not null,
  sku        text    not null references variant,
  register   text    not null,
  generation integer not null,
  units      integer not null check (units > 0),
  covered    integer not null check (covered >= 0),
  explained  integer not null check (explained >= 0),
  primary key (sale_id, sku),
  check (covered + explained <= units)
);
create index lease_sale_of_device on lease_sale (register, generation, sku);

-- How much is lent. A location without a row has the defaults of the code.
create table lease_policy (
  location       text    primary key references location,
  cover_percent  integer not null check (cover_percent between 0 and 1000),
  window_days    integer not null check (window_days between 7 and 365),
  weekly_least   integer not null check (weekly_least between 0 and 1000),
  share_percent  integer not null check (share_percent between 0 and 100),
  most_skus      integer not null check (most_skus between 0 and 2000),
  term_seconds   bigint  not null check (term_seconds between 60 and 2592000),
  silent_seconds bigint  not null check (silent_seconds between 60 and 2592000),
  beyond         text    not null check (beyond in ('WARN', 'PIN', 'REFUSE'))
);

alter table escrow
  -- What the device says it has sold so far; sold_total is what has arrived as sales.
  add reported_total bigint  not null default 0 check (reported_total >= 0),
  -- The part of returned_total that did not come back: counted as gone while nobody knew why.
  add written_off    bigint  not null default 0 check (written_off between 0 and returned_total),
  -- How many the device asked for, if it asked for a number.
  add wished         integer check (wished >= 0);
create index escrow_of_shelf on escrow (location, sku);

-- The rate of sale at a location's registers.
create index sale_at_counter on sale (location, sold_at) where register is not null;

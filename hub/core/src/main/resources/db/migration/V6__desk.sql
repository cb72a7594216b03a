-- The oversell desk: who will not get his units and what was done about it; pick-ups; money to give back.

-- Cases ------------------------------------------------------------------------------------------

alter table open_case
  -- It waits for something that is expected; nobody need look at it before.
  add sleeps_until timestamptz,
  add waits_for    text;

-- What drove a shelf below zero. Each is told of in one case, whatever became of that case since.
create table oversold_cause (
  location text        not null,
  sku      text        not null,
  cause    text        not null,
  cause_id text        not null,
  case_id  uuid        not null references open_case,
  units    integer     not null check (units > 0),
  found_at timestamptz not null,
  primary key (cause, cause_id, location, sku)
);
create index oversold_cause_case on oversold_cause (case_id);

-- Who will not get his units, as things stand. chosen_by is the person who decided so; null means that
-- the rule did, and that it may yet find another.
create table case_victim (
  case_id   uuid    not null references open_case,
  hold_id   uuid    not null references hold,
  units     integer not null check (units > 0),
  chosen_by text,
  primary key (case_id, hold_id)
);

-- What was done about a case, each by an id of its maker's.
create table remedy (
  id           uuid        primary key,
  request_hash bytea       not null,
  case_id      uuid        not null references open_case,
  kind         text        not null check (kind in
    ('OTHER_LOCATION', 'CANCEL_AND_REFUND', 'WAIT', 'SUBSTITUTE', 'RELEASE', 'CHOOSE')),
  hold_id      uuid,
  units        integer,
  words        text        not null,
  amount       bigint,
  currency     text,
  made_by      text        not null,
  made_at      timestamptz not null,
  check ((amount is null) = (currency is null))
);
create index remedy_of_case on remedy (case_id, made_at);

-- What the desk may do at a location without asking; a location without a row has the defaults.
create table desk_policy (
  location       text        primary key references location,
  end_web_carts  boolean     not null,
  end_till_carts boolean     not null,
  pickup_days    integer     not null check (pickup_days between 1 and 30),
  changed_by     text        not null,
  changed_at     timestamptz not null
);

-- Holds ------------------------------------------------------------------------------------------

-- A part of an order that stands in for another SKU: the one that was ordered.
alter table hold add instead_of text references variant;

-- Why a hold ended that its owner did not end.
create table hold_ending (
  hold_id  uuid        primary key references hold,
  reason   text        not null,
  ended_at timestamptz not null
);

-- Units that left the lines of a committed order: called off, or promised elsewhere. Together with its
-- lines they are what was ordered. MOVED only tells which hold a line of the ledger is about.
create table hold_change (
  id      uuid        not null,
  hold_id uuid        not null references hold,
  sku     text        not null references variant,
  units   integer     not null check (units > 0),
  what    text        not null check (what in ('CALLED_OFF', 'ELSEWHERE', 'SUBSTITUTED', 'MOVED')),
  made_at timestamptz not null,
  primary key (id, hold_id, sku)
);
create index hold_change_of on hold_change (hold_id);

-- Sales ------------------------------------------------------------------------------------------

-- What became of a line after it was sold. amount is what the customer gets back, tax the part of it
-- that is tax.
create table sale_change (
  id       uuid        not null,
  sale_id  uuid        not null references sale,
  position integer     not null,
  kind     text        not null check (kind in ('CANCELLED', 'SUBSTITUTED', 'REROUTED')),
  quantity integer     not null check (quantity > 0),
  amount   bigint      not null default 0 check (amount >= 0),
  tax      bigint      not null default 0 check (tax >= 0),
  note     text        not null,
  made_by  text        not null,
  made_at  timestamptz not null,
  primary key (id, sale_id, position)
);
create index sale_change_of on sale_change (sale_id, made_at);

-- The hold that an outside order took its units with, so that an order without a sale has a name.
alter table shop_order add hold_id uuid;
update shop_order set hold_id = sale_id;
create index shop_order_hold on shop_order (hold_id) where hold_id is not null;

-- Money that shall go back through a gateway, as soon as it answers. The id is the refund's.
create table refund_due (
  id         uuid        primary key,
  cause      uuid        not null,
  payment_id uuid        not null references payment,
  amount     bigint      not null check (amount > 0),
  why        text        not null,
  state      text        not null default 'DUE' check (state in ('DUE', 'DONE', 'STUCK')),
  attempts   integer     not null default 0,
  next_at    timestamptz not null,
  note       text,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index refund_due_next on refund_due (next_at) where state = 'DUE';
create index refund_due_payment on refund_due (payment_id);
create index refund_due_cause on refund_due (cause);

-- Pick-ups ---------------------------------------------------------------------------------------

-- Something that a customer will collect. Whether its units are there, its hold tells; this row says
-- whose they are. The hold of an order is older than its pick-up; otherwise they share their id.
create table pickup (
  id           uuid        primary key,
  request_hash bytea       not null,
  hold_id      uuid        not null,
  location     text        not null references location,
  reference    text        not null,
  customer     text,
  contact      text,
  -- What was paid for it where we cannot give it back; null when nothing was.
  prepaid      bigint      check (prepaid > 0),
  currency     text,
  collect_by   timestamptz not null,
  made_by      text        not null,
  made_at      timestamptz not null,
  outcome      text        check (outcome in ('REFUSED', 'COLLECTED', 'UNCOLLECTED', 'CANCELLED')),
  note         text,
  ended_by     text,
  ended_at     timestamptz,
  check ((prepaid is null) = (currency is null)),
  check ((outcome is null) = (ended_at is null))
);
create unique index pickup_open_once on pickup (hold_id) where ended_at is null;
create index pickup_open_by on pickup (collect_by) where ended_at is null;
create index pickup_newest on pickup (made_at desc);

-- What gateways report of the money they handle, what the bank says of it, and what is between them.

-- An account at a gateway. One that is asked has a place in its report; one that is read from files has none.
create table gateway_account (
  gateway     text        not null check (gateway in ('PAYPAL', 'CARD', 'SHOP')),
  account     text        not null check (length(account) between 1 and 100),
  cursor      text,
  -- Up to when the report is complete.
  through     timestamptz,
  read_at     timestamptz,
  -- Why it cannot be read just now.
  trouble     text,
  troubled_at timestamptz,
  lease       bigint      not null default 0,
  lease_until timestamptz,
  primary key (gateway, account)
);

-- A file of a gateway or a bank that was uploaded; the same content again is the same file.
create table money_file (
  id      uuid        primary key,
  kind    text        not null check (kind in ('SETTLEMENT', 'BANK')),
  gateway text,
  account text        not null,
  hash    bytea       not null,
  lines   integer     not null,
  -- How many of them were not known before.
  fresh   integer     not null default 0,
  made_by text        not null,
  made_at timestamptz not null
);
create unique index money_file_once on money_file (hash);

-- What could not be understood, in files and reports. The rest went on.
create table money_aside (
  file     uuid        references money_file,
  gateway  text,
  account  text        not null,
  -- Of a file its line, of a report the gateway's id.
  place    text        not null,
  why      text        not null,
  heard_at timestamptz not null,
  done_by  text,
  done_at  timestamptz
);
create unique index money_aside_once
  on money_aside (coalesce(file::text, ''), coalesce(gateway, ''), account, place, why);
create index money_aside_open on money_aside (heard_at) where done_at is null;

-- Movements as the gateway told them. What it tells differently later is another version.
create table gateway_line (
  gateway          text        not null,
  account          text        not null,
  id               text        not null collate "C",
  version          integer     not null default 1 check (version > 0),
  kind             text        not null check (kind in
    ('CHARGE', 'REFUND', 'FEE', 'DISPUTE', 'DISPUTE_FEE', 'DISPUTE_WON', 'DISPUTE_LOST', 'PAYOUT',
     'CONVERSION', 'OTHER')),
  pending          boolean     not null,
  -- Above zero when it came to the merchant; before the fee.
  amount           bigint      not null check (abs(amount) <= 999999999999999),
  currency         text        not null check (currency ~ '^[A-Z]{3}$'),
  -- What it kept, in settled_currency or else currency; null when it has not said.
  fee              bigint      check (abs(fee) <= 999999999999999),
  settled          bigint      check (abs(settled) <= 999999999999999),
  settled_currency text        check (settled_currency ~ '^[A-Z]{3}$'),
  reference        text,
  about            text        collate "C",
  payout           text,
  at               timestamptz not null,
  words            text        not null,
  hash             bytea       not null,
  file             uuid        references money_file,
  heard_at         timestamptz not null,
  primary key (gateway, account, id, version),
  check ((settled is null) = (settled_currency is null))
);
create index gateway_line_at on gateway_line (at);
create index gateway_line_about on gateway_line (gateway, account, about) where about is not null;
create index gateway_line_payout on gateway_line (gateway, account, payout) where payout is not null;
create trigger gateway_line_is_append_only before update or delete or truncate on gateway_line
  for each statement execute function forbid_change();

-- The newest version of each movement, and what has become of it here.
create table gateway_work (
  gateway  text    not null,
  account  text    not null,
  id       text    not null collate "C",
  version  integer not null,
  -- WAITING is entered, but nothing of here explains it yet.
  state    text    not null default 'DUE' check (state in ('DUE', 'WAITING', 'DONE')),
  -- What of the hub it is: a sale's or a refund's id; null when nothing of here explains it.
  matched  text    collate "C",
  -- How much of it that explains, in the currency of its amount.
  explains bigint  not null default 0,
  -- The fee that was entered before was another: how much was added.
  fee_off  bigint  not null default 0,
  attempts integer not null default 0,
  next_at  timestamptz not null,
  note     text,
  primary key (gateway, account, id)
);
create index gateway_work_due on gateway_work (next_at) where state <> 'DONE';
create index gateway_work_matched on gateway_work (matched) where matched is not null;

-- Money on its way from a gateway to the bank. An amount that was not told is the sum of its movements.
create table payout (
  id        uuid    primary key,
  gateway   text    not null,
  account   text    not null,
  remote_id text    not null collate "C",
  amount    bigint  not null,
  currency  text    not null check (currency ~ '^[A-Z]{3}$'),
  day       date    not null,
  told      boolean not null,
  -- Movements came or changed since it was summed up.
  due       boolean not null default true,
  unique (gateway, account, remote_id, currency)
);
create index payout_due on payout (id) where due;
create index payout_day on payout (day);

create table bank_line (
  id       uuid        primary key,
  account  text        not null,
  line_id  text        not null collate "C",
  day      date        not null,
  amount   bigint      not null check (abs(amount) <= 999999999999999),
  currency text        not null check (currency ~ '^[A-Z]{3}$'),
  words    text        not null,
  file     uuid        not null references money_file,
  heard_at timestamptz not null,
  unique (account, line_id)
);
create index bank_line_day on bank_line (day);
create trigger bank_line_is_append_only before update or delete or truncate on bank_line
  for each statement execute function forbid_change();

-- Which line of the bank a payout is. One of each.
create table payout_match (
  payout     uuid        primary key references payout,
  bank_line  uuid        not null unique references bank_line,
  matched_by text        not null,
  matched_at timestamptz not null
);

-- For finding what a movement is.
create index payment_capture on payment (gateway, capture_reference) where capture_reference is not null;
create index refund_remote on refund (remote_id) where remote_id is not null;
create index tender_card on tender (reference) where kind = 'CARD';
create index refund_tender_card on sale_refund_tender (reference) where kind = 'CARD';
create index shop_order_name on shop_order (shop, name);

-- More ways to pay, cash that is rounded to the smallest coin, and money given back at the counter.

-- The value of the smallest coin in minor units; null where every minor unit can be paid in cash.
alter table location add cash_step integer check (cash_step between 2 and 10000);

-- What the drawer got beyond the total. paid = total + rounding.
alter table sale add rounding bigint not null default 0 check (abs(rounding) < 10000);

alter table tender drop constraint tender_kind_check;
alter table tender add constraint tender_kind_check
  check (kind in ('CASH', 'PAYPAL', 'SHOP', 'GIFT_CARD', 'CARD', 'STORE_CREDIT', 'ON_ACCOUNT',
                  'DEPOSIT', 'EXCHANGE'));

create sequence refund_number;

-- Money given back at the counter: for lines of a sale, or for goods without a receipt. Written once.
create table sale_refund (
  id             uuid        primary key,
  request_hash   bytea       not null,
  -- Null without a receipt.
  sale_id        uuid        references sale,
  -- What the customer took in exchange.
  exchange_sale  uuid        unique references sale,
  location       text        not null references location,
  register       text,
  receipt_number text        not null,
  refunded_at    timestamptz not null,
  recorded_at    timestamptz not null,
  business_day   date        not null,
  currency       text        not null check (currency ~ '^[A-Z]{3}$'),
  -- Of the lines, with all taxes; tax is the part of it that is tax.
  amount         bigint      not null check (amount >= 0),
  tax            bigint      not null check (tax >= 0),
  -- What the drawer kept by rounding; below zero when it gave more. amount - rounding was given.
  rounding       bigint      not null default 0 check (abs(rounding) <= 10000),
  reason         text        not null,
  made_by        text        not null,
  approved_by    text        not null
);
create index sale_refund_sale on sale_refund (sale_id, recorded_at) where sale_id is not null;
create index sale_refund_newest on sale_refund (recorded_at desc);

create table sale_refund_line (
  refund_id uuid    not null references sale_refund,
  position  integer not null,
  -- Its place in the sale, from one; null without a receipt.
  line      integer,
  sku       text    not null references variant,
  title     text    not null,
  quantity  integer not null check (quantity between 1 and 1000000),
  -- The line's discount, as far as it is these units'.
  discount  bigint  not null check (discount >= 0),
  amount    bigint  not null check (amount >= 0),
  tax       bigint  not null check (tax >= 0),
  primary key (refund_id, position)
);

create table sale_refund_tax (
  refund_id uuid    not null references sale_refund,
  position  integer not null,
  category  text    not null,
  name      text    not null,
  rate_ppm  integer not null,
  included  boolean not null,
  amount    bigint  not null check (amount >= 0),
  primary key (refund_id, position)
);

create table sale_refund_tender (
  refund_id uuid    not null references sale_refund,
  position  integer not null,
  kind      text    not null check (kind in ('CASH', 'PAYPAL', 'GIFT_CARD', 'CARD', 'STORE_CREDIT',
                                             'ON_ACCOUNT', 'DEPOSIT', 'EXCHANGE')),
  amount    bigint  not null check (amount > 0),
  reference text,
  primary key (refund_id, position)
);
create trigger sale_refund_is_append_only before update or delete on sale_refund
  for each statement execute function forbid_change();
create trigger sale_refund_line_is_append_only before update or delete on sale_refund_line
  for each statement execute function forbid_change();
create trigger sale_refund_tax_is_append_only before update or delete on sale_refund_tax
  for each statement execute function forbid_change();
create trigger sale_refund_tender_is_append_only before update or delete on sale_refund_tender
  for each statement execute function forbid_change();

-- How much of each line went back at the counter: never more units than were sold, never more money
-- than was charged, whoever writes. gone are units whose money went back elsewhere before.
create table refunded_line (
  sale_id uuid    not null references sale,
  line    integer not null,
  sold    integer not null,
  charged bigint  not null,
  gone    integer not null default 0 check (gone >= 0),
  units   integer not null default 0 check (units >= 0),
  amount  bigint  not null default 0 check (amount >= 0),
  primary key (sale_id, line),
  constraint never_more_units_than_sold check (units + gone <= sold),
  constraint never_more_money_than_charged check (amount <= charged)
);

-- How much of what a sale was paid with went back the same way. Cash counts as what was due in cash.
create table refunded_tender (
  sale_id  uuid    not null references sale,
  position integer not null,
  paid     bigint  not null,
  back     bigint  not null default 0 check (back >= 0),
  primary key (sale_id, position),
  constraint never_more_than_it_paid check (back <= paid)
);

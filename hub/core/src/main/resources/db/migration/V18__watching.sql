-- Never missing anything: what only a poll saw, orders that are tried again, nightly comparisons.

-- Since when the shop's orders are read at all; what was before is none of ours.
alter table shop_cursor add began_at timestamptz not null default now();

-- A change of an order that a poll found before any webhook told it; gone as soon as one does.
create table missed_news (
  shop       text        not null,
  order_id   text        not null,
  topic      text        not null check (topic in ('orders/create', 'orders/updated')),
  -- When it happened, by the shop's clock, and when the poll saw it, by ours.
  changed_at timestamptz not null,
  found_at   timestamptz not null,
  primary key (shop, order_id, topic)
);
create index missed_news_found on missed_news (found_at);

-- When a topic was last heard of.
create index inbox_heard on inbox (source, topic, received_at);

-- Orders that a reading could not take. The mark moves on, so each is tried again by itself.
create table order_set_aside (
  shop     text        not null,
  order_id text        not null,
  name     text        not null,
  why      text        not null,
  since    timestamptz not null,
  attempts integer     not null default 0,
  next_at  timestamptz not null,
  primary key (shop, order_id)
);
create index order_set_aside_next on order_set_aside (next_at);

insert into order_set_aside (shop, order_id, name, why, since, next_at)
select split_part(subject, '|', 1), substr(subject, strpos(subject, '|') + 1),
       substr(subject, strpos(subject, '|') + 1), detail, opened_at, now()
  from open_case
 where kind = 'order-set-aside' and closed_at is null and strpos(subject, '|') > 0
on conflict do nothing;

-- A look at one day of a shop, order by order and number by number.
create table comparison (
  id          uuid        primary key,
  shop        text        not null,
  day         date        not null,
  asked_by    text        not null,
  asked_at    timestamptz not null,
  state       text        not null default 'DUE' check (state in ('DUE', 'RUNNING', 'DONE', 'FAILED')),
  lease       bigint      not null default 0,
  lease_until timestamptz,
  ended_at    timestamptz,
  note        text,
  orders      integer     not null default 0,
  filled      integer     not null default 0,
  numbers     integer     not null default 0,
  corrected   integer     not null default 0,
  waiting     integer     not null default 0,
  -- Of the orders of the day that stand, in the smallest unit.
  shop_total  bigint      not null default 0,
  hub_total   bigint      not null default 0,
  currency    text
);
create index comparison_open on comparison (asked_at) where state in ('DUE', 'RUNNING');
create index comparison_newest on comparison (shop, asked_at desc);

create table comparison_difference (
  comparison_id uuid    not null references comparison,
  position      integer not null,
  kind          text    not null check (kind in ('ORDER', 'NUMBER', 'TOTAL')),
  subject       text    not null,
  at_shop       text    not null,
  at_hub        text    not null,
  ending        text    not null check (ending in ('FILLED', 'CORRECTED', 'EXPLAINED', 'WAITING')),
  what          text    not null,
  primary key (comparison_id, position)
);

-- One row: at which hour of the shop's own day it is compared.
create table comparison_hour (
  only_one boolean  primary key default true check (only_one),
  hour     smallint not null check (hour between 0 and 23)
);
insert into comparison_hour (hour) values (3);

create index open_case_subject on open_case (subject);

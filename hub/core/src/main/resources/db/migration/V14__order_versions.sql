-- Orders of outside shops as versions: what was told, what of it has been applied, what went back.

-- Every version of an order that we were told of, also those that came too late to change anything. The
-- current one is the newest by updated_at; of several at one time the one with the highest number.
create table shop_order_version (
  shop         text        not null,
  order_id     text        not null,
  number       integer     not null check (number > 0),
  updated_at   timestamptz not null,
  -- Of everything that matters for stock and money; two tellings of one version have the same.
  content_hash bytea       not null,
  -- The same in words. Nothing about the customer.
  content      text        not null,
  total        bigint      not null,
  refunded     bigint      not null,
  currency     text        not null,
  -- A newer one was known already: recorded, and nothing else.
  late         boolean     not null,
  heard_at     timestamptz not null,
  primary key (shop, order_id, number),
  unique (shop, order_id, updated_at, content_hash),
  foreign key (shop, order_id) references shop_order
);
create trigger shop_order_version_is_append_only before update or delete on shop_order_version
  for each statement execute function forbid_change();

-- What of each line has taken effect here. Counts only grow; the shelf was moved by as much.
create table shop_order_line (
  shop          text    not null,
  order_id      text    not null,
  line_id       text    not null,
  sku           text    not null references variant,
  ordered       integer not null check (ordered >= 0),
  -- Left the shelf: sent, or written off by the shop.
  gone          integer not null check (gone >= 0),
  -- Taken off before they left; the shop shows them again.
  back          integer not null check (back >= 0),
  -- Left, and came back to the shelf.
  returned      integer not null check (returned between 0 and gone),
  -- Which line of the sale it became; null before there is one, and for what an edit added after it.
  sale_position integer,
  primary key (shop, order_id, line_id),
  foreign key (shop, order_id) references shop_order,
  check (gone + back <= ordered)
);

-- What the shop gave back, each once, with the amounts and taxes as it told them.
create table shop_refund (
  shop        text        not null,
  refund_id   text        not null,
  order_id    text        not null,
  -- The version that told of it first.
  version     integer     not null,
  refunded_at timestamptz not null,
  amount      bigint      not null check (amount >= 0),
  net         bigint      not null check (net >= 0),
  tax         bigint      not null check (tax >= 0),
  shipping    bigint      not null check (shipping >= 0),
  currency    text        not null,
  note        text        not null,
  primary key (shop, refund_id),
  foreign key (shop, order_id, version) references shop_order_version
);
create index shop_refund_order on shop_refund (shop, order_id);
create table shop_refund_line (
  shop      text    not null,
  refund_id text    not null,
  position  integer not null,
  line_id   text    not null,
  quantity  integer not null check (quantity >= 0),
  restock   text    not null check (restock in ('CANCEL', 'RETURN', 'NO_RESTOCK')),
  net       bigint  not null check (net >= 0),
  tax       bigint  not null check (tax >= 0),
  primary key (shop, refund_id, position),
  foreign key (shop, refund_id) references shop_refund
);
create trigger shop_refund_is_append_only before update or delete on shop_refund
  for each statement execute function forbid_change();
create trigger shop_refund_line_is_append_only before update or delete on shop_refund_line
  for each statement execute function forbid_change();

alter table shop_order
  add version             integer not null default 0,
  add total               bigint,
  -- Test orders are kept apart: they touch neither shelf nor books.
  add test                boolean not null default false,
  -- How likely the shop thinks it a fraud; null when it has not said.
  add risk                text check (risk in ('NONE', 'PENDING', 'LOW', 'MEDIUM', 'HIGH')),
  -- The total in the customer's own currency; null when it is the shop's.
  add presentment         bigint,
  add presentment_currency text,
  add check ((presentment is null) = (presentment_currency is null));
update shop_order set test = true where state = 'IGNORED';

-- What was charged beside goods and shipping.
create table sale_charge (
  sale_id  uuid    not null references sale,
  position integer not null,
  kind     text    not null check (kind in ('TIP', 'DUTY', 'FEE')),
  title    text    not null,
  amount   bigint  not null check (amount >= 0),
  primary key (sale_id, position)
);

alter table tender drop constraint tender_kind_check;
alter table tender add constraint tender_kind_check
  check (kind in ('CASH', 'PAYPAL', 'SHOP', 'GIFT_CARD'));

-- RETURNED: came back, as the shop told. REFUNDED: he keeps them and has his money.
alter table sale_change drop constraint sale_change_kind_check;
alter table sale_change add constraint sale_change_kind_check
  check (kind in ('CANCELLED', 'SUBSTITUTED', 'REROUTED', 'RETURNED', 'REFUNDED'));

-- SENT and TAKEN_OFF: the shop said so.
alter table hold_change drop constraint hold_change_what_check;
alter table hold_change add constraint hold_change_what_check
  check (what in ('CALLED_OFF', 'ELSEWHERE', 'SUBSTITUTED', 'MOVED', 'SENT', 'TAKEN_OFF'));

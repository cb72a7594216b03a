-- Every change of a price list, a promotion or a limit. Rules of version n are the newest bodies up to n; a
-- body that is null ended the rule. Nothing is ever changed here, so an old sale can be priced as it was.
create table price_change (
  version    bigint      primary key check (version > 0),
  kind       text        not null check (kind in ('LIST', 'PROMOTION', 'LIMIT')),
  rule       text        not null,
  body       jsonb,
  changed_at timestamptz not null,
  changed_by text        not null
);
create index price_change_rule on price_change (kind, rule, version desc);
create trigger price_change_is_append_only before update or delete or truncate on price_change
  for each statement execute function forbid_change();

-- Somebody who may has said yes to a discount above the limit, or to a sale without tax.
create table discount_approval (
  id          uuid        primary key,
  sale_id     uuid        not null,
  kind        text        not null check (kind in ('DISCOUNT', 'EXEMPT')),
  ppm         integer     not null check (ppm between 0 and 1000000),
  reason      text        not null,
  asked_by    text        not null,
  approved_by text        not null,
  approved_at timestamptz not null
);
create trigger discount_approval_is_append_only
  before update or delete or truncate on discount_approval
  for each statement execute function forbid_change();

-- What was taken off at the counter by hand, and the tax that exempt customers did not pay.
create table discount_given (
  sale_id     uuid        not null,
  ord         integer     not null,
  kind        text        not null check (kind in ('LINE', 'CART', 'EXEMPT')),
  sku         text,
  said        text        not null,
  amount      bigint      not null,
  currency    char(3)     not null,
  given_by    text        not null,
  reported_by text,
  reason      text,
  approval    uuid,
  approved_by text,
  approved_at timestamptz,
  given_at    timestamptz not null,
  recorded_at timestamptz not null,
  primary key (sale_id, ord)
);
create index discount_given_at on discount_given (given_at);
create trigger discount_given_is_append_only before update or delete or truncate on discount_given
  for each statement execute function forbid_change();

-- Which promotion gave what on which line, as the customer's receipt says it.
create table promotion_given (
  sale_id   uuid    not null,
  line      integer not null,
  promotion text    not null,
  rules     bigint  not null,
  amount    bigint  not null check (amount > 0),
  primary key (sale_id, line, promotion)
);
create index promotion_given_promotion on promotion_given (promotion);

-- A sale that a coupon was used in; counted once.
create table coupon_use (
  promotion text        not null,
  sale_id   uuid        not null,
  used_at   timestamptz not null,
  primary key (promotion, sale_id)
);

-- Paying in parts at the counter: card terminals, cards whose money is set aside, tips.

-- At which till the customer stands; null when he pays elsewhere.
alter table payment add column register text;
-- Since when nobody wants the money: whatever comes of the payment is cancelled or given back.
alter table payment add column unwanted_at timestamptz;
alter table payment add column unwanted_by text;
-- The manager who lets another card be asked although the end of this payment is not known.
alter table payment add column unwanted_allowed_by text;
alter table payment add check ((unwanted_at is null) = (unwanted_by is null));

-- One that is given up may still hang somewhere while the customer pays in another way.
drop index payment_live_once_per_sale;
create unique index payment_live_once_per_sale on payment (sale_id)
  where state not in ('CAPTURED', 'FAILED', 'CANCELLED') and unwanted_at is null;
create index payment_unwanted on payment (unwanted_at)
  where unwanted_at is not null and state not in ('FAILED', 'CANCELLED');

-- What of a gift card or credit is promised to a sale that is being paid.
create table value_hold (
  id          uuid        primary key,
  value_id    uuid        not null references stored_value,
  sale_id     uuid        not null,
  amount      bigint      not null check (amount > 0),
  held_at     timestamptz not null,
  ends_at     timestamptz not null,
  released_at timestamptz
);
create index value_hold_open on value_hold (value_id) where released_at is null;
create index value_hold_sale on value_hold (sale_id) where released_at is null;

-- Which tips a till offers, in percent; null where nobody is asked for one.
alter table location add column tip_percents integer[]
  check (array_length(tip_percents, 1) between 1 and 4);

-- Gift cards, store credit and deposits: what we owe to whoever holds them.

create table stored_value (
  id        uuid        primary key,
  kind      text        not null check (kind in ('GIFT_CARD', 'STORE_CREDIT', 'DEPOSIT')),
  -- Of the code, which is never kept: whoever has it has the money.
  code_hash text        not null unique check (length(code_hash) = 64),
  ends_with text        not null,
  currency  text        not null check (currency ~ '^[A-Z]{3}$'),
  balance   bigint      not null,
  made_at   timestamptz not null,
  -- Two that take from it at once: this decides.
  constraint never_below_zero check (balance >= 0)
);

-- Append-only; the sum of a row's moves is its balance.
create table stored_value_move (
  seq      bigint      generated always as identity primary key,
  value_id uuid        not null references stored_value,
  -- SOLD and REDEEMED: the sale, a bar, the place of the charge or tender. GIVEN: an id of its own.
  -- PUT_BACK and REFUNDED: the refund, a bar, a place.
  cause    text        not null check (cause in ('SOLD', 'GIVEN', 'REDEEMED', 'PUT_BACK', 'REFUNDED')),
  cause_id text        not null,
  amount   bigint      not null check (amount <> 0),
  at       timestamptz not null,
  unique (cause, cause_id)
);
create index stored_value_move_of on stored_value_move (value_id, seq);
create trigger stored_value_move_is_append_only before update or delete on stored_value_move
  for each statement execute function forbid_change();

-- Cards that nobody paid for.
create table value_gift (
  id           uuid        primary key,
  request_hash bytea       not null,
  value_id     uuid        not null references stored_value,
  location     text        not null references location,
  business_day date        not null,
  amount       bigint      not null check (amount > 0),
  reason       text        not null,
  given_by     text        not null,
  given_at     timestamptz not null
);

alter table sale_charge drop constraint sale_charge_kind_check;
alter table sale_charge add constraint sale_charge_kind_check
  check (kind in ('TIP', 'DUTY', 'FEE', 'GIFT_CARD', 'DEPOSIT'));

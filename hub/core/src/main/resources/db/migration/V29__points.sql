-- Loyalty points: earned by sales, taken back with what goes back. Nothing is earned until a rule is set.

create table point_rule (
  currency   text        primary key check (currency ~ '^[A-Z]{3}$'),
  -- What must be spent for one point, in minor units; null when none are given any more.
  spend      bigint      check (spend between 1 and 1000000000),
  changed_by text        not null,
  changed_at timestamptz not null
);

create table point_card (
  number  text        primary key check (length(number) between 1 and 40),
  points  bigint      not null default 0,
  made_at timestamptz not null
);

-- Append-only; the sum of a card's moves are its points.
create table point_move (
  seq      bigint      generated always as identity primary key,
  number   text        not null references point_card,
  sale_id  uuid        not null references sale,
  cause    text        not null check (cause in ('EARNED', 'TAKEN_BACK')),
  -- Of what was earned the sale, of what was taken back the refund.
  cause_id uuid        not null,
  points   bigint      not null check (points <> 0),
  -- The rule under which it was earned.
  spend    bigint      not null check (spend > 0),
  at       timestamptz not null,
  unique (cause, cause_id)
);
create index point_move_sale on point_move (sale_id);
create trigger point_move_is_append_only before update or delete on point_move
  for each statement execute function forbid_change();

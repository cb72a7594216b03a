-- What a person says of payouts, and files that a person looks at before they are taken.

-- Why the bank's line is another amount than the payout; null when it is the same. The amounts are those
-- that it was said of: a payout that comes to something else later is looked at anew.
alter table payout_match add column difference text
  check (difference in ('FEE', 'EXCHANGE', 'UNCLEAR'));

-- A person has said that these two are not the same: they are not matched by themselves again.
create table payout_parted (
  payout    uuid        not null references payout,
  bank_line uuid        not null references bank_line,
  parted_by text        not null,
  parted_at timestamptz not null,
  primary key (payout, bank_line)
);

-- A file that was uploaded in the console and not taken yet. It goes when it is, or after a day.
create table money_draft (
  id       uuid        primary key,
  -- Null of a bank.
  gateway  text,
  account  text        not null,
  currency text        not null check (currency ~ '^[A-Z]{3}$'),
  name     text        not null,
  content  text        not null,
  made_by  text        not null,
  made_at  timestamptz not null
);
create index money_draft_made on money_draft (made_at);

-- Disputes are few among many movements.
create index gateway_line_disputed on gateway_line (gateway, account, about)
  where kind in ('DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST');

-- The merchant's own double-entry ledger. Entries are never changed: a mistake is corrected by an entry
-- that reverses it. An amount above zero is a debit, one below zero a credit.

create table account (
  code    text        primary key check (code ~ '^[0-9A-Z][0-9A-Za-z]{0,19}$'),
  name    text        not null check (length(name) between 1 and 100),
  kind    text        not null check (kind in ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
  -- What is on it is on its way somewhere else: it must come to zero.
  clears  boolean     not null default false,
  -- No longer offered from this day on.
  ends_on date,
  made_by text        not null,
  made_at timestamptz not null
);
create unique index account_name on account (lower(name));

-- Where a part of an entry goes that shall not go to its role's usual account. Null means any; the most
-- specific rule wins, then the newest valid_from, then the newest id.
create table book_rule (
  id           bigint      generated always as identity primary key,
  role         text        not null,
  channel      text,
  location     text,
  source       text,
  category     text,
  key          text,
  account      text        not null references account,
  valid_from   date        not null,
  made_by      text        not null,
  made_at      timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  check ((withdrawn_by is null) = (withdrawn_at is null))
);

create table entry (
  id          bigint      generated always as identity primary key,
  -- The day it counts for: that of the event, or a later one if the event's period was closed.
  day         date        not null,
  event_day   date        not null check (event_day <= day),
  -- The day on which the hub heard of it, by the same clock as event_day.
  heard_on    date        not null,
  event_at    timestamptz not null,
  cause       text        not null,
  -- Begins with the sale's id if it is about a sale. Compared by bytes, so that all of a sale are found.
  cause_id    text        collate "C" not null,
  -- Counts what was entered for one cause: reversals and what replaced them.
  version     integer     not null default 1 check (version > 0),
  location    text,
  channel     text,
  -- The shop or the register.
  source      text,
  lines       smallint    not null check (lines between 2 and 2000),
  reverses    bigint      unique references entry,
  words       text        not null,
  recorded_at timestamptz not null,
  unique (cause, cause_id, version)
);
create index entry_day on entry (day, id);

-- No foreign keys row by row: the triggers below guard what they would.
create table entry_line (
  entry_id bigint   not null,
  position smallint not null check (position > 0),
  account  text     not null,
  currency text     not null check (currency ~ '^[A-Z]{3}$'),
  -- Accounting software holds 15 digits exactly.
  amount   bigint   not null check (amount <> 0 and abs(amount) <= 999999999999999),
  role     text     not null,
  category text     not null default '',
  key      text     not null default '',
  rule     bigint,
  primary key (entry_id, position)
);
create index entry_line_amount on entry_line (amount);

-- For comparing recent refunds with the ledger.
create index shop_refund_recent on shop_refund (refunded_at);

-- Entries that are not yet in account_day. Written with the entry, so that sums are exact at any time.
create table entry_tail (
  entry_id bigint primary key
);

create table account_day (
  account  text,
  currency text,
  day      date,
  location text        not null default '',
  channel  text        not null default '',
  debit    numeric(30) not null,
  credit   numeric(30) not null,
  lines    bigint      not null,
  primary key (account, currency, day, location, channel)
);
create index account_day_day on account_day (day);

create view account_movement as
  select day, account, currency, location, channel, debit, credit, lines from account_day
  union all
  select e.day, l.account, l.currency, coalesce(e.location, ''), coalesce(e.channel, ''),
         greatest(l.amount, 0)::numeric, greatest(-l.amount, 0)::numeric, 1
    from entry_tail t
    join entry e on e.id = t.entry_id
    join entry_line l on l.entry_id = t.entry_id;

-- Closed periods. They are never opened again: what comes late counts for the first open day.
create table book_lock (
  id        bigint      generated always as identity primary key,
  through   date        not null,
  reason    text        not null,
  locked_by text        not null,
  locked_at timestamptz not null
);

-- How far what was recorded has been compared with the ledger.
create table book_watch (
  what    text        primary key,
  through timestamptz not null
);

-- Whoever closes takes this lock alone and so waits for entries that are under way.
create function entry_finds_its_day() returns trigger language plpgsql as $$
declare closed date;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('books-lock', 0));
  select max(through) into closed from book_lock;
  if closed is not null and new.day <= closed then
    new.day := greatest(closed + 1, new.heard_on);
  end if;
  return new;
end $$;
create trigger entry_finds_its_day before insert on entry
  for each row execute function entry_finds_its_day();

-- Looked at when the transaction ends and all lines are there.
create function entry_balances() returns trigger language plpgsql as $$
declare
  n integer;
  off text;
begin
  select coalesce(sum(c), 0), string_agg(currency || ' ' || s, ', ') filter (where s <> 0)
    into n, off
    from (select currency, sum(amount) as s, count(*) as c
            from entry_line where entry_id = new.id group by currency) d;
  if n <> new.lines then
    raise exception 'entry % has % lines, not %', new.id, n, new.lines
      using errcode = '23514', constraint = 'entry_has_its_lines';
  end if;
  if off is not null then
    raise exception 'entry % is off by %', new.id, off
      using errcode = '23514', constraint = 'entry_balances';
  end if;
  return null;
end $$;
create constraint trigger entry_balances after insert on entry deferrable initially deferred
  for each row execute function entry_balances();

-- No line without its entry and its account, and none added to an entry that was whole.
create function entry_line_belongs() returns trigger language plpgsql as $$
begin
  if exists (select 1 from (select distinct entry_id from added) a
               left join entry e on e.id = a.entry_id
              where e.id is null
                 or e.lines < (select count(*) from entry_line l where l.entry_id = a.entry_id))
     or exists (select 1 from added d
                 where not exists (select 1 from account where code = d.account)) then
    raise exception 'a line of no entry, of a whole one, or of no account'
      using errcode = '23514', constraint = 'entry_line_belongs';
  end if;
  return null;
end $$;
create trigger entry_line_belongs after insert on entry_line referencing new table as added
  for each statement execute function entry_line_belongs();

create trigger entry_is_append_only before update or delete or truncate on entry
  for each statement execute function forbid_change();
create trigger entry_line_is_append_only before update or delete or truncate on entry_line
  for each statement execute function forbid_change();
create trigger book_lock_is_append_only before update or delete or truncate on book_lock
  for each statement execute function forbid_change();

-- A rule that is no longer wanted is withdrawn, once; nothing else of it changes.
create function book_rule_stays() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null
     or (to_jsonb(new) - 'withdrawn_by' - 'withdrawn_at')
        <> (to_jsonb(old) - 'withdrawn_by' - 'withdrawn_at') then
    raise exception 'a rule can only be withdrawn';
  end if;
  return new;
end $$;
create trigger book_rule_stays before update on book_rule
  for each row execute function book_rule_stays();
create trigger book_rule_is_kept before delete or truncate on book_rule
  for each statement execute function forbid_change();

-- What an account is, and its code, stay; it may be renamed and ended.
create function account_stays() returns trigger language plpgsql as $$
begin
  if new.code <> old.code or new.kind <> old.kind then
    raise exception 'code and kind of an account stay';
  end if;
  return new;
end $$;
create trigger account_stays before update on account
  for each row execute function account_stays();
create trigger account_is_kept before delete or truncate on account
  for each statement execute function forbid_change();

-- Where each role goes unless a rule says otherwise.
insert into account (code, name, kind, clears, made_by, made_at)
select code, name, kind, clears, 'Tillbridge', now()
  from (values
    ('1010', 'Cash on hand', 'ASSET', false),
    ('1020', 'Safe', 'ASSET', false),
    ('1100', 'PayPal clearing', 'ASSET', true),
    ('1110', 'Card clearing', 'ASSET', true),
    ('1120', 'Online shop clearing', 'ASSET', true),
    ('1150', 'Bank', 'ASSET', false),
    ('1180', 'Disputed payments', 'ASSET', false),
    ('1200', 'Accounts receivable', 'ASSET', false),
    ('1300', 'Inventory', 'ASSET', false),
    ('1990', 'Unclear money', 'ASSET', true),
    ('2050', 'Goods received, not invoiced', 'LIABILITY', false),
    ('2200', 'Sales tax payable', 'LIABILITY', false),
    ('2300', 'Tips owed', 'LIABILITY', false),
    ('2310', 'Duties owed', 'LIABILITY', false),
    ('2400', 'Gift cards', 'LIABILITY', false),
    ('2410', 'Store credit', 'LIABILITY', false),
    ('2420', 'Loyalty points', 'LIABILITY', false),
    ('2500', 'Customer deposits', 'LIABILITY', false),
    ('2520', 'Owed to customers', 'LIABILITY', true),
    ('3000', 'Opening balance', 'EQUITY', false),
    ('3900', 'Currency exchange', 'EQUITY', false),
    ('4000', 'Sales', 'INCOME', false),
    ('4100', 'Discounts', 'INCOME', false),
    ('4200', 'Shipping income', 'INCOME', false),
    ('4300', 'Fees charged', 'INCOME', false),
    ('4900', 'Cash rounding', 'INCOME', false),
    ('5000', 'Cost of goods', 'EXPENSE', false),
    ('5100', 'Stock write-offs and count differences', 'EXPENSE', false),
    ('6100', 'Payment fees', 'EXPENSE', false),
    ('6120', 'Dispute losses', 'EXPENSE', false),
    ('6300', 'Gift cards given away', 'EXPENSE', false),
    ('6500', 'Cash short and over', 'EXPENSE', false),
    ('6900', 'Paid out of the drawer', 'EXPENSE', false),
    ('7900', 'Currency differences', 'EXPENSE', false)) as a (code, name, kind, clears);

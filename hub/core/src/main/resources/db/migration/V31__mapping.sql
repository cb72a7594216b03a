-- Rules are made, applied to what was entered before, and taken back: all by the caller's own ids.
alter table book_rule add column ident uuid not null unique default gen_random_uuid();
alter table book_lock add column ident uuid not null unique default gen_random_uuid();

-- What was said about accounts, and by whom; the account itself holds the last word.
create table account_change (
  id         bigint      generated always as identity primary key,
  code       text        not null references account,
  name       text        not null,
  clears     boolean     not null,
  ends_on    date,
  changed_by text        not null,
  changed_at timestamptz not null
);
create trigger account_change_is_append_only before update or delete or truncate on account_change
  for each statement execute function forbid_change();

-- Many entries at once, for one reason. It is worked off in parts, each a transaction, so that a hub that
-- stops in the midst is followed by another that goes on.
create table book_batch (
  id       uuid        primary key,
  kind     text        not null check (kind in ('REMAP', 'UNDO', 'OPENING')),
  words    text        not null check (length(words) between 1 and 200),
  -- Everything that was asked for, for telling whether the same is asked for again.
  content  text        not null,
  -- Days of events, both included.
  from_day date,
  through_day date,
  -- The rules that hold for all of it, though others be made meanwhile.
  rules    bigint[]    not null default '{}',
  undoes   uuid        unique references book_batch,
  -- Entries up to this one are looked at; those up to the other were.
  upto     bigint      not null,
  done     bigint      not null default 0,
  changed  integer     not null default 0,
  skipped  integer     not null default 0,
  state    text        not null check (state in ('RUNNING', 'DONE')),
  made_by  text        not null,
  made_at  timestamptz not null,
  ended_at timestamptz,
  check ((kind = 'UNDO') = (undoes is not null)),
  check ((state = 'DONE') = (ended_at is not null))
);
-- One after the other: the next would have to look at what the first still changes.
create unique index book_batch_one_at_a_time on book_batch ((true)) where state = 'RUNNING';
create index book_batch_newest on book_batch (made_at desc, id);
create trigger book_batch_is_kept before delete or truncate on book_batch
  for each statement execute function forbid_change();

-- Entries that a batch should have changed and could not.
create table book_batch_skip (
  batch    uuid   not null references book_batch,
  entry_id bigint not null references entry,
  -- Its period is closed, or something else has changed it since.
  reason   text   not null check (reason in ('CLOSED', 'CHANGED')),
  primary key (batch, entry_id)
);
create trigger book_batch_skip_is_append_only before update or delete or truncate on book_batch_skip
  for each statement execute function forbid_change();

alter table entry add column batch uuid references book_batch;
create index entry_batch on entry (batch, id) where batch is not null;

-- What counts for another day than that of its event, because that was closed.
create index entry_late on entry (day, id) where event_day < day;

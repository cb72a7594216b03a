-- What other books have now of what they were told, so that whatever others change there is noticed.

-- How far a company's changes are known.
create table books_look (
  company     text        primary key,
  -- Whatever was changed before this is known, by their clock. Null until the first look.
  since       timestamptz,
  -- When the last look began, by ours.
  looked_at   timestamptz,
  -- Each document that had been told before this was looked at.
  complete    timestamptz,
  next_at     timestamptz,
  -- Why the last try came to nothing; null when it did not.
  trouble     text,
  lease       bigint      not null default 0,
  lease_until timestamptz
);

-- Documents of this kind have to be looked at one by one when that was not done since.
create table books_reread (
  kind   text        primary key,
  before timestamptz not null
);

create table book_there (
  document_id  uuid        primary key references book_document,
  remote_id    text        not null,
  state        text        not null check (state in ('PRESENT', 'VOIDED', 'DELETED')),
  day          date,
  currency     text,
  total        bigint,
  tax          bigint,
  -- Accounts there with what it moves on them.
  accounts     text[]      not null,
  names        text[]      not null,
  amounts      bigint[]    not null,
  -- By their clock.
  changed_at   timestamptz not null,
  seen_at      timestamptz not null,
  -- What is not as it was told, for people; null when nothing is.
  differs      text,
  check (state = 'DELETED' or (day is not null and currency is not null and total is not null and tax is not null)),
  check (cardinality(accounts) = cardinality(amounts) and cardinality(accounts) = cardinality(names))
);
create index book_there_seen on book_there (seen_at);
create index book_there_differs on book_there (document_id) where differs is not null;

-- A document was taken over as it was there: this counts instead of what was told. The last one does.
create table book_accepted (
  id          bigint      generated always as identity primary key,
  document_id uuid        not null references book_document,
  state       text        not null check (state in ('PRESENT', 'VOIDED', 'DELETED')),
  day         date,
  currency    text,
  total       bigint,
  tax         bigint,
  accounts    text[]      not null,
  names       text[]      not null,
  amounts     bigint[]    not null,
  made_by     text        not null,
  made_at     timestamptz not null
);
create index book_accepted_of on book_accepted (document_id, id desc);
create trigger book_accepted_is_append_only before update or delete or truncate on book_accepted
  for each statement execute function forbid_change();

-- A document that was deleted there is sent again, under another id and so another number. The last one
-- counts.
create table book_again (
  id          uuid        primary key,
  document_id uuid        not null references book_document,
  made_by     text        not null,
  made_at     timestamptz not null
);
create index book_again_of on book_again (document_id, made_at desc);
create trigger book_again_is_append_only before update or delete or truncate on book_again
  for each statement execute function forbid_change();

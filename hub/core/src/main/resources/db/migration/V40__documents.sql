-- What other books are told: documents made from the ledger. An entry is untold until it is in one.

create table entry_untold (
  entry_id bigint primary key,
  -- Of one that no document could be made of: when it is tried again.
  next_at  timestamptz
);
insert into entry_untold (entry_id) select id from entry;

-- Commits with the entry, whoever writes it.
create function entry_is_untold() returns trigger language plpgsql as $$
begin
  insert into entry_untold (entry_id) select id from added;
  return null;
end $$;
create trigger entry_is_untold after insert on entry referencing new table as added
  for each statement execute function entry_is_untold();

-- What happened before this was told by hand or sale by sale, and is not told again. Null where nothing
-- had happened yet.
create table books_start (
  only_one boolean     primary key default true check (only_one),
  at       timestamptz
);
insert into books_start (at) select case when exists (select 1 from sale) then now() end;

-- Written once. What became of a document is told by its delivery, whose subject is its id.
create table book_document (
  -- Of a sale's first the sale's own, so that what was booked before there were documents keeps its number.
  id            uuid        primary key,
  kind          text        not null check (kind in ('RECEIPT', 'REFUND', 'INVOICE', 'CREDIT', 'PAYMENT',
                                                     'JOURNAL', 'DEPOSIT')),
  cause         text        not null,
  cause_id      text        collate "C" not null,
  -- The newest version of its cause's entries that is in it.
  series        integer     not null,
  part          smallint    not null check (part > 0),
  day           date        not null,
  currency      text        not null,
  location      text,
  channel       text,
  source        text,
  customer      text,
  note          text        not null,
  others        text[]      not null,
  -- Where the money is that it is about; of a deposit the bank's.
  money         text,
  money_part    text        not null default '',
  settles       uuid        references book_document,
  total         bigint      not null,
  tax           bigint      not null,
  -- Was told before there were documents: looked for, never sent.
  adopted       boolean     not null default false,
  made_at       timestamptz not null,
  unique (cause, cause_id, series, part)
);
create index book_document_day on book_document (day desc, id);

create table book_document_line (
  document_id  uuid     not null references book_document,
  position     smallint not null check (position > 0),
  role         text     not null,
  account      text     not null,
  account_part text     not null default '',
  sku          text,
  title        text     not null,
  quantity     integer  not null,
  unit_price   bigint,
  amount       bigint   not null,
  -- The tax inside its price.
  inside       bigint   not null default 0,
  tax_category text     not null default '',
  rate_ppm     integer  not null default 0,
  primary key (document_id, position)
);

create table book_document_entry (
  entry_id    bigint not null references entry,
  -- Null of entries that came to nothing together, so that there was nothing to tell.
  document_id uuid   references book_document,
  unique nulls not distinct (entry_id, document_id)
);
create index book_document_entry_of on book_document_entry (document_id);

create trigger book_document_is_append_only before update or delete or truncate on book_document
  for each statement execute function forbid_change();
create trigger book_document_line_is_append_only before update or delete or truncate on book_document_line
  for each statement execute function forbid_change();

-- Whether a line whose item there belongs to another account goes under an item of our own. The last
-- choice counts.
create table books_own_items (
  id      bigint      generated always as identity primary key,
  chosen  boolean     not null,
  made_by text        not null,
  made_at timestamptz not null
);
create trigger books_own_items_is_append_only before update or delete or truncate on books_own_items
  for each statement execute function forbid_change();

-- What the merchant's accounts are called in other books, where he said so.
create table books_link (
  account text        not null references account,
  -- A shop, of money that lies with shops; else empty.
  part    text        not null default '',
  name    text        not null check (length(name) between 1 and 100),
  made_by text        not null,
  made_at timestamptz not null,
  primary key (account, part)
);

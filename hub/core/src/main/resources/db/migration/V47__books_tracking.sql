-- What other books are told beside amounts: locations and channels, files of receipts, mails.

-- Whether documents name their location and channel there. The last choice counts.
create table books_tracking (
  id        bigint      generated always as identity primary key,
  locations boolean     not null,
  channels  boolean     not null,
  made_by   text        not null,
  made_at   timestamptz not null
);
create trigger books_tracking_is_append_only before update or delete or truncate on books_tracking
  for each statement execute function forbid_change();

-- Under which names. One that was used once stays, so that a location which is renamed here does not
-- become two there.
create table books_tracking_name (
  kind    text        not null check (kind in ('LOCATION', 'CHANNEL')),
  -- A location's id; a channel, of an online shop followed by | and the shop.
  subject text        collate "C" not null,
  -- Null: it is not told.
  name    text        check (length(name) between 1 and 100),
  made_by text        not null,
  made_at timestamptz not null,
  primary key (kind, subject)
);

-- Whether the receipt's file is put beside its document. The last choice for a channel counts.
create table books_receipt_choice (
  id      bigint      generated always as identity primary key,
  channel text        not null,
  chosen  boolean     not null,
  made_by text        not null,
  made_at timestamptz not null
);
create trigger books_receipt_choice_is_append_only
  before update or delete or truncate on books_receipt_choice
  for each statement execute function forbid_change();

-- A file and a mail are asked for once for a document.
create unique index delivery_papers_once on delivery (destination, subject)
  where destination in ('BOOKS_FILE', 'BOOKS_MAIL');

-- Days that are told in one document for each place, instead of a document for each sale.

-- How the books are told, from a day on. Null means any; the most specific choice wins, then the newest
-- valid_from, then the newest id. Nothing is ever chosen for a day that has begun.
create table telling (
  id         bigint      generated always as identity primary key,
  ident      uuid        not null unique,
  kind       text        not null check (kind in ('SALES', 'STOCK')),
  channel    text,
  location   text,
  -- The online shop.
  source     text,
  way        text        not null check (way in ('EACH', 'DAY')),
  valid_from date        not null,
  made_by    text        not null,
  made_at    timestamptz not null,
  check (kind = 'SALES' or channel is null and source is null)
);
create trigger telling_is_append_only before update or delete or truncate on telling
  for each statement execute function forbid_change();

-- Movements of stock are told by the day, but for whoever has been told of each so far.
insert into telling (ident, kind, way, valid_from, made_by, made_at)
select gen_random_uuid(), 'STOCK', 'EACH', date '1970-01-01', 'Tillbridge', now()
 where exists (select 1 from cost_method);

-- A day of one place that is told in one document. Whoever lets an entry wait for it, and whoever makes
-- its document, locks its row, so that every entry is in one document or waits for the next.
create table summary_day (
  id       bigint      generated always as identity primary key,
  kind     text        not null check (kind in ('SALES', 'STOCK')),
  day      date        not null,
  location text        not null,
  -- Of stock neither a channel nor a source; a source of online shops only.
  channel  text        not null default '',
  source   text        not null default '',
  -- When what waits is told; null while nothing does.
  due_at   timestamptz,
  -- How often it was told.
  series   integer     not null default 0,
  unique (kind, day, location, channel, source)
);
create index summary_day_due on summary_day (due_at) where due_at is not null;
create index summary_day_of on summary_day (day);

-- Entries that wait for the end of their day. Nobody looks at them until then.
create table summary_entry (
  entry_id    bigint primary key,
  summary_day bigint not null references summary_day
);
create index summary_entry_of on summary_entry (summary_day);

alter table book_document
  add column summary_day bigint references summary_day,
  -- Of a summary: how many entries it tells.
  add column entries     integer;

-- For finding documents.
create index book_document_total on book_document (total);
create index book_document_others on book_document using gin (others);
create index book_document_text on book_document ((id::text));
create index delivery_books_remote on delivery (remote_id) where destination = 'BOOKS' and remote_id is not null;
create index delivery_books_held on delivery (subject) where destination = 'BOOKS' and state = 'PARKED';
create index sale_receipt on sale (receipt_number);

-- What became of telling a sale: by its own document, or by the summary of its day.
create view sale_booking as
  select d.subject, coalesce(s.id, d.id) as id, d.destination,
         case when w.entry_id is not null then 'DUE' else coalesce(s.state, d.state) end as state,
         case when s.id is null then d.remote_id else s.remote_id end as remote_id,
         case when w.entry_id is not null then 'waits for the summary of ' || v.day
              when s.id is null then d.note
              else coalesce(s.note, 'in the summary of ' || m.day) end as note
    from delivery d
    left join entry e on e.cause = 'SALE' and e.cause_id = d.subject and e.version = 1
    left join summary_entry w on w.entry_id = e.id
    left join summary_day v on v.id = w.summary_day
    left join lateral (
      select x.id, x.day from book_document_entry b join book_document x on x.id = b.document_id
       where b.entry_id = e.id and x.summary_day is not null limit 1) m on true
    left join delivery s on s.destination = 'BOOKS' and s.subject = m.id::text
   where d.destination = 'BOOKS';

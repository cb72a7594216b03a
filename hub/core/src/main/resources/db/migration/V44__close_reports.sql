-- Reports of the close that were made, as they were handed out, and the keys that they are signed with.

-- The public halves. The private one is sealed among the secrets, and may be another one day.
create table signing_key (
  -- The first 16 hexadecimal digits of the public key's SHA-256.
  id       text        primary key check (id ~ '^[0-9a-f]{16}$'),
  public   bytea       not null,
  made_at  timestamptz not null
);
create trigger signing_key_is_append_only before update or delete or truncate on signing_key
  for each statement execute function forbid_change();

create table close_report (
  id            uuid        primary key,
  from_day      date        not null,
  through_day   date        not null check (through_day between from_day and from_day + 365),
  green         boolean     not null,
  verdict       text        not null,
  made_by       text        not null,
  made_at       timestamptz not null,
  key_id        text        not null references signing_key,
  pdf           bytea       not null,
  csv           bytea       not null,
  manifest      bytea       not null,
  -- Of the manifest, which names the other two by their hashes.
  signature     bytea       not null,
  pdf_hash      bytea       not null generated always as (sha256(pdf)) stored,
  csv_hash      bytea       not null generated always as (sha256(csv)) stored,
  manifest_hash bytea       not null generated always as (sha256(manifest)) stored
);
create index close_report_newest on close_report (made_at desc, id);
create index close_report_pdf on close_report (pdf_hash);
create index close_report_csv on close_report (csv_hash);
create index close_report_manifest on close_report (manifest_hash);
create trigger close_report_is_append_only before update or delete or truncate on close_report
  for each statement execute function forbid_change();

-- For finding amounts, numbers and words: the newest of an amount come first, however many there are.
create index entry_line_found on entry_line (amount, entry_id);
drop index entry_line_amount;
create index sale_total on sale (total, number);
create index sale_refund_amount on sale_refund (amount, recorded_at);
create index sale_refund_receipt on sale_refund (receipt_number);
create index payout_amount on payout (amount, day);
create index payout_remote on payout (remote_id);
create index gateway_line_amount on gateway_line (amount, at);
create index gateway_line_id on gateway_line (id);
create index gateway_line_reference on gateway_line (reference) where reference is not null;
create index gateway_line_about_any on gateway_line (about) where about is not null;
create index bank_line_amount on bank_line (amount, day);
create index bank_line_id on bank_line (line_id);
create index bank_line_words on bank_line using gin (to_tsvector('simple', words));

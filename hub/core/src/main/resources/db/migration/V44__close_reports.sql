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

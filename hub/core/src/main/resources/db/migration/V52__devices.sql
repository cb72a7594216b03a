-- Tills as devices: each proves itself by a key that cannot leave it, and writes a journal of which every
-- entry is signed and names the one before.

-- A manager lets one device in as one register, once.
create table device_code (
  hash       bytea       primary key,
  register   text        not null references register,
  made_by    text        not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  device     uuid
);

create table device (
  id           uuid        primary key,
  register     text        not null references register,
  name         text        not null check (length(name) between 1 and 100),
  -- X.509, of an EC key on P-256.
  public_key   bytea       not null unique,
  enrolled_by  text        not null,
  enrolled_at  timestamptz not null,
  seen_at      timestamptz not null,
  -- How far its clock was ahead of ours when it was last heard.
  skew_seconds integer     not null default 0,
  -- The newest entry of its journal that is here, and that entry's hash. A chain alone does not show
  -- that its end was cut off; these do.
  head         bigint      not null default 0,
  head_hash    bytea       not null check (length(head_hash) = 32),
  -- One worker at a time takes its entries, in their order.
  worked_until timestamptz,
  revoked_by   text,
  revoked_at   timestamptz,
  revoked_why  text,
  check ((revoked_by is null) = (revoked_at is null))
);
-- Receipt numbers have no gaps because one device makes them.
create unique index device_register on device (register) where revoked_at is null;

create table device_entry (
  device      uuid        not null references device,
  seq         bigint      not null check (seq > 0),
  kind        text        not null,
  person      text        not null,
  -- By the device's clock.
  at          timestamptz not null,
  hash        bytea       not null,
  signature   bytea       not null,
  body        text        not null,
  received_at timestamptz not null,
  state       text        not null default 'DUE' check (state in ('DUE', 'DONE', 'ASIDE')),
  -- What became of it, or why it is set aside.
  note        text,
  settled_at  timestamptz,
  primary key (device, seq)
);
create index device_entry_due on device_entry (device, seq) where state = 'DUE';

create function device_entry_stays() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'state' - 'note' - 'settled_at')
     <> (to_jsonb(old) - 'state' - 'note' - 'settled_at') or old.state = 'DONE' then
    raise exception 'an entry of a journal stays as it was signed';
  end if;
  return new;
end $$;
create trigger device_entry_stays before update on device_entry
  for each row execute function device_entry_stays();
create trigger device_entry_is_kept before delete or truncate on device_entry
  for each statement execute function forbid_change();

-- What did not fit the journal it claims to continue, as it came. Nothing of it was taken.
create table device_refusal (
  id       bigint      generated always as identity primary key,
  device   uuid        not null references device,
  at       timestamptz not null,
  seq      bigint      not null,
  hash     bytea       not null,
  why      text        not null,
  entries  text        not null,
  unique (device, seq, hash)
);
create trigger device_refusal_is_append_only before update or delete or truncate on device_refusal
  for each statement execute function forbid_change();

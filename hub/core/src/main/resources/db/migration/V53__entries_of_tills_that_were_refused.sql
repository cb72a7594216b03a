-- What a till signed and its journal here did not fit, entry by entry, so that a manager can take it in after
-- all. What the till's key has not signed is kept in device_refusal only, as it came.
create table device_refused_entry (
  device      uuid        not null references device,
  seq         bigint      not null check (seq > 0),
  hash        bytea       not null,
  kind        text        not null,
  person      text        not null,
  -- By the device's clock.
  at          timestamptz not null,
  body        text        not null,
  received_at timestamptz not null,
  -- Why it was refused, and later what became of it.
  note        text        not null,
  taken_by    text,
  taken_at    timestamptz,
  primary key (device, seq, hash),
  check ((taken_by is null) = (taken_at is null))
);
create index device_refused_entry_open on device_refused_entry (device) where taken_at is null;

create function device_refused_entry_stays() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'note' - 'taken_by' - 'taken_at')
     <> (to_jsonb(old) - 'note' - 'taken_by' - 'taken_at') or old.taken_at is not null then
    raise exception 'an entry that was refused stays as it came';
  end if;
  return new;
end $$;
create trigger device_refused_entry_stays before update on device_refused_entry
  for each row execute function device_refused_entry_stays();
create trigger device_refused_entry_is_kept before delete or truncate on device_refused_entry
  for each statement execute function forbid_change();

create index device_entry_aside on device_entry (device, seq) where state = 'ASIDE';

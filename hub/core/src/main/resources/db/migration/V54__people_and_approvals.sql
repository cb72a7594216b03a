-- People at tills without a line to the hub, and who said yes to what.

-- What somebody was, and from when on: a yes that comes days later is judged by what held then.
create table person_change (
  seq        bigint      generated always as identity primary key,
  person     uuid        not null references app_user,
  at         timestamptz not null,
  role       text        not null,
  active     boolean     not null,
  changed_by text        not null
);
create index person_change_newest on person_change (person, at desc, seq desc);
insert into person_change (person, at, role, active, changed_by)
  select id, 'epoch', role, active, 'hub' from app_user;
create trigger person_change_is_append_only before update or delete or truncate on person_change
  for each statement execute function forbid_change();

-- The key of a person at one till. The private half is there, sealed under his PIN; what it signs, somebody
-- signed who knew the PIN.
create table person_key (
  id           uuid        primary key,
  person       uuid        not null references app_user,
  register     text        not null references register,
  -- X.509, of an EC key on P-256.
  public_key   bytea       not null unique,
  made_at      timestamptz not null,
  -- When the till last asked whether it still holds.
  confirmed_at timestamptz not null,
  -- The newest proof that opened a session: an older one is a repetition.
  proved_at    timestamptz,
  ended_at     timestamptz,
  ended_why    text,
  check ((ended_at is null) = (ended_why is null))
);
create index person_key_of on person_key (person) where ended_at is null;

-- Who said yes to what, when and why. Every row carries the hash of the one before, so that a row which is
-- taken out by whoever owns the database leaves a hole.
create table approval (
  seq         bigint      primary key,
  previous    bytea       not null,
  hash        bytea       not null,
  id          uuid        not null unique,
  kind        text        not null check (kind ~ '^[A-Z][A-Z_]{0,29}$'),
  -- The sale, return, shift or hold that it is for.
  subject     text        not null,
  -- To how much of what, as JSON.
  allowed     text        not null,
  register    text,
  asked_by    text        not null,
  approved_by text        not null,
  approved_at timestamptz not null,
  expires_at  timestamptz,
  reason      text        not null,
  -- ONLINE: the hub checked the PIN. OFFLINE: the till did, and a signature shows it. OWN: nobody else had to be asked.
  how         text        not null check (how in ('ONLINE', 'OFFLINE', 'OWN')),
  state       text        not null check (state in ('STANDS', 'REFUSED')),
  -- Why it does not count.
  why         text,
  recorded_at timestamptz not null,
  check ((state = 'REFUSED') = (why is not null))
);
create index approval_subject on approval (subject);
create index approval_newest on approval (approved_at desc);

create function approval_hash(a approval) returns bytea language sql stable as $$
  select sha256(convert_to(
    concat_ws(chr(10), a.seq, encode(a.previous, 'hex'), a.id, a.kind, a.subject, a.allowed,
      coalesce(a.register, ''), a.asked_by, a.approved_by, extract(epoch from a.approved_at),
      coalesce(extract(epoch from a.expires_at)::text, ''), a.reason, a.how, a.state,
      coalesce(a.why, ''), extract(epoch from a.recorded_at)), 'UTF8'))
$$;

create function approval_is_chained() returns trigger language plpgsql as $$
declare
  last_seq  bigint;
  last_hash bytea;
begin
  -- One at a time: two at once would both follow the same row.
  perform pg_advisory_xact_lock(hashtextextended('approval', 0));
  select seq, hash into last_seq, last_hash from approval order by seq desc limit 1;
  new.seq := coalesce(last_seq, 0) + 1;
  new.previous := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  new.hash := approval_hash(new);
  return new;
end $$;
create trigger approval_is_chained before insert on approval
  for each row execute function approval_is_chained();
create trigger approval_is_append_only before update or delete or truncate on approval
  for each statement execute function forbid_change();
revoke update, delete, truncate on approval from public;

-- What was approved in other ways stands in the same log.

-- An offline yes to a discount counts until then; null is without end.
alter table discount_approval add column expires_at timestamptz;

create function discount_approval_is_logged() returns trigger language plpgsql as $$
begin
  insert into approval (id, kind, subject, allowed, asked_by, approved_by, approved_at, expires_at,
                        reason, how, state, recorded_at)
  values (new.id, new.kind, new.sale_id::text, '{"ppm":' || new.ppm || '}', new.asked_by,
          new.approved_by, new.approved_at, new.expires_at, new.reason, 'ONLINE', 'STANDS', new.approved_at)
  on conflict (id) do nothing;
  return null;
end $$;

create function refund_approval_is_logged() returns trigger language plpgsql as $$
begin
  if new.approved_by <> new.made_by then
    insert into approval (id, kind, subject, allowed, register, asked_by, approved_by, approved_at,
                          reason, how, state, recorded_at)
    values (new.id, case when new.sale_id is null then 'REFUND_WITHOUT_RECEIPT' else 'REFUND' end,
            new.id::text, '{"amount":' || new.amount || ',"currency":"' || new.currency || '"}',
            new.register, new.made_by, new.approved_by, new.refunded_at, new.reason, 'ONLINE',
            'STANDS', new.recorded_at)
    on conflict (id) do nothing;
  end if;
  return null;
end $$;

create function override_is_logged() returns trigger language plpgsql as $$
begin
  if new.action = 'pickup-override' then
    insert into approval (id, kind, subject, allowed, asked_by, approved_by, approved_at, reason,
                          how, state, recorded_at)
    values (md5('pickup-override ' || new.seq)::uuid, 'RESERVED', new.subject, '{}',
            coalesce(substring(new.detail from '^allowed (.*?) to take '), '?'), new.actor, new.at,
            new.detail, 'ONLINE', 'STANDS', new.at)
    on conflict (id) do nothing;
  end if;
  return null;
end $$;

-- Those of before, in their order.
insert into approval (id, kind, subject, allowed, register, asked_by, approved_by, approved_at, reason, how, state, recorded_at)
  select id, kind, subject, allowed, register, asked_by, approved_by, approved_at, reason, 'ONLINE', 'STANDS', approved_at
    from (
      select id, kind, sale_id::text as subject, '{"ppm":' || ppm || '}' as allowed, null as register,
             asked_by, approved_by, approved_at, reason
        from discount_approval
      union all
      select id, case when sale_id is null then 'REFUND_WITHOUT_RECEIPT' else 'REFUND' end, id::text,
             '{"amount":' || amount || ',"currency":"' || currency || '"}', register, made_by,
             approved_by, refunded_at, reason
        from sale_refund where approved_by <> made_by
      union all
      select md5('pickup-override ' || seq)::uuid, 'RESERVED', subject, '{}', null,
             coalesce(substring(detail from '^allowed (.*?) to take '), '?'), actor, at, detail
        from audit_log where action = 'pickup-override'
    ) before
   order by approved_at;

create trigger discount_approval_is_logged after insert on discount_approval
  for each row execute function discount_approval_is_logged();
create trigger refund_approval_is_logged after insert on sale_refund
  for each row execute function refund_approval_is_logged();
create trigger override_is_logged after insert on audit_log
  for each row execute function override_is_logged();

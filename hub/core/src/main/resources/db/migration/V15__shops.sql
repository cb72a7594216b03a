-- How each shop is connected, and what its customers asked us to forget.

create table shop_connection (
  shop          text        primary key,
  state         text        not null check (state in ('CONNECTED', 'UNINSTALLED')),
  -- Since when it is in this state, by the shop's clock where the shop told us.
  since         timestamptz not null,
  checked_at    timestamptz,
  -- Why the last check did not succeed; null when it did.
  trouble       text,
  scopes        text[]      not null default '{}'
);

create table shop_subscription (
  shop      text        not null references shop_connection on delete cascade,
  topic     text        not null,
  remote_id text,
  address   text        not null,
  -- When it was made or moved by us, and when it was last seen in place.
  made_at   timestamptz not null,
  seen_at   timestamptz not null,
  primary key (shop, topic)
);

-- An owner who was sent to his shop to consent; good once and not for long.
create table shop_install (
  state_hash bytea       primary key,
  shop       text        not null,
  actor      text        not null,
  started_at timestamptz not null,
  used_at    timestamptz
);

-- What customers of a shop asked for by way of the shop.
create table privacy_request (
  id         uuid        primary key,
  shop       text        not null,
  event_id   text        not null,
  kind       text        not null check (kind in ('DATA_REQUEST', 'CUSTOMER_REDACT', 'SHOP_REDACT')),
  -- Who it is about; emptied when it is done.
  customer   text,
  email      text,
  orders     text[]      not null default '{}',
  asked_at   timestamptz not null,
  due_at     timestamptz not null,
  done_at    timestamptz,
  done_by    text,
  unique (shop, event_id)
);
create index privacy_request_open on privacy_request (due_at) where done_at is null;

-- Orders whose customer is forgotten for good; '*' is every order of the shop.
create table redaction (
  shop     text        not null,
  order_id text        not null,
  at       timestamptz not null,
  primary key (shop, order_id)
);

create function is_redacted(of_shop text, of_order text) returns boolean language sql stable as $$
  select exists (select 1 from redaction where shop = of_shop and order_id in (of_order, '*'))
$$;

-- Redacted stays redacted, whichever way the order comes again.
create function sale_stays_redacted() returns trigger language plpgsql as $$
begin
  if is_redacted(new.ref_account, new.ref_id) then
    new.customer_name := null;
    new.customer_email := null;
  end if;
  return new;
end $$;
create trigger sale_stays_redacted
  before insert or update of customer_name, customer_email on sale
  for each row when (new.ref_account is not null
    and (new.customer_name is not null or new.customer_email is not null))
  execute function sale_stays_redacted();

-- What somebody wrote beside a refund may name the customer: it can be emptied, the figures cannot.
drop trigger shop_refund_is_append_only on shop_refund;
create function refund_keeps_its_figures() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.note <> '' and is_redacted(new.shop, new.order_id) then
      new.note := '';
    end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and new.note = '' then
    old.note := '';
    if new is not distinct from old then
      return new;
    end if;
  end if;
  raise exception 'shop_refund is append-only';
end $$;
create trigger refund_keeps_its_figures before insert or update or delete on shop_refund
  for each row execute function refund_keeps_its_figures();

-- A document without what tells who somebody is, at any depth.
create function without_person(tree jsonb) returns jsonb language plpgsql immutable as $$
begin
  return case jsonb_typeof(tree)
    when 'object' then (
      select coalesce(jsonb_object_agg(key, without_person(value)), '{}') from jsonb_each(tree)
       where key not in ('customer', 'email', 'contact_email', 'phone', 'billing_address',
         'shipping_address', 'default_address', 'destination', 'note', 'note_attributes',
         'client_details', 'browser_ip', 'receipt', 'order_status_url', 'landing_site',
         'referring_site', 'properties', 'customer_locale', 'checkout_token', 'cart_token'))
    when 'array' then (
      select coalesce(jsonb_agg(without_person(value) order by n), '[]')
        from jsonb_array_elements(tree) with ordinality as e (value, n))
    else tree end;
end $$;

create function without_person(body text) returns text language plpgsql immutable as $$
begin
  return without_person(body::jsonb)::text;
exception when others then
  -- Not a document at all: nobody can tell who is named in it.
  return '{}';
end $$;

-- The order that news of a shop is about, in its global form; null when it is about none.
create function order_of_news(topic text, body text) returns text language plpgsql immutable as $$
declare
  tree jsonb;
begin
  -- Not in the declaration: what fails there, nobody catches.
  tree := body::jsonb;
  return 'gid://shopify/Order/'
    || coalesce(tree ->> 'order_id', case when topic like 'orders/%' then tree ->> 'id' end);
exception when others then
  return null;
end $$;

create function news_stays_redacted() returns trigger language plpgsql as $$
begin
  if exists (select 1 from redaction where shop = new.source)
     and is_redacted(new.source, order_of_news(new.topic, new.body)) then
    new.body := without_person(new.body);
  end if;
  return new;
end $$;
create trigger news_stays_redacted before insert on inbox
  for each row when (new.topic like '%/%') execute function news_stays_redacted();

-- When a shop told us something last.
create index inbox_newest on inbox (source, received_at desc);

-- What goods had cost, worked off beside the sale: a row in cost_due commits with the movement, and a
-- sweep finds out what it cost.

-- From a day on. Without a row nothing is worked out. The first one says the currency; what follows may
-- change the method only.
create table cost_method (
  id         bigint      generated always as identity primary key,
  ident      uuid        not null unique,
  method     text        not null check (method in ('FIFO', 'AVERAGE')),
  currency   text        not null check (currency ~ '^[A-Z]{3}$'),
  valid_from date        not null unique,
  -- Movements up to this one were recorded before anybody noted what is due.
  history_to bigint      not null,
  -- When the stock of the first day was valued; of the first row only.
  opened_at  timestamptz,
  made_by    text        not null,
  made_at    timestamptz not null
);
create trigger cost_method_is_kept before delete or truncate on cost_method
  for each statement execute function forbid_change();

-- Movements that are to be valued, by their place in stock_ledger.
create table cost_due (
  seq   bigint primary key,
  -- Tried without success: again after this.
  after timestamptz
);

-- Units that came together, and what is left of them. What was sold before it came is no layer: see
-- cost_use.
create table cost_layer (
  id         bigint  primary key,
  sku        text    not null,
  cause      text    not null,
  cause_id   text    not null,
  day        date    not null,
  units      integer not null check (units > 0),
  -- Of all units, in the smallest units of the currency.
  cost       bigint  not null check (cost >= 0),
  left_units integer not null check (left_units >= 0),
  left_cost  bigint  not null check (left_cost >= 0 and (left_units > 0 or left_cost = 0)),
  -- What they cost was told, and not only assumed.
  known      boolean not null
);
create index cost_layer_open on cost_layer (sku, id) where left_units > 0;

-- Units that went, from a layer or, while it is null, from none: these were sold before they came, and
-- their cost is what the last ones cost until they come.
create table cost_use (
  id         bigint  primary key,
  sku        text    not null,
  cause      text    not null,
  cause_id   text    not null,
  layer      bigint  references cost_layer,
  units      integer not null check (units >= 0),
  cost       bigint  not null check (cost >= 0),
  -- Of these came back.
  back_units integer not null default 0 check (back_units between 0 and units),
  back_cost  bigint  not null default 0 check (back_cost between 0 and cost)
);
create index cost_use_open on cost_use (sku, id) where layer is null and back_units < units;
create index cost_use_of on cost_use (cause_id, sku);
create index cost_use_newest on cost_use (sku, id) where back_units < units;
create sequence cost_id;

-- What one unit cost last.
create table cost_item (
  sku       text   primary key,
  last_cost bigint not null check (last_cost >= 0)
);

create function movement_has_a_cost() returns trigger language plpgsql as $$
begin
  if exists (select 1 from cost_method) then
    -- What is sent to another location stays ours; damaged goods do too, until they are written off.
    insert into cost_due (seq)
    select seq from added
     where cause <> 'TRANSFER_SHIPPED' and on_hand + damaged + in_transit <> 0;
  end if;
  return null;
end $$;
create trigger movement_has_a_cost after insert on stock_ledger referencing new table as added
  for each statement execute function movement_has_a_cost();

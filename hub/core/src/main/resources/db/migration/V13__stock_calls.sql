-- Many shop windows travel in one call under one key, and a call is repeated as it was.
-- Null: a change that was decided before there were calls; it travels alone under its own key.
alter table shop_window add pending_call uuid;
create index shop_window_call on shop_window (pending_call) where pending_call is not null;

-- What is due for one shop, whatever waits for the others.
create index delivery_due_shop on delivery (split_part(subject, '|', 1), split_part(subject, '|', 2), next_at)
  where state = 'DUE' and destination = 'SHOP_STOCK';

-- Since when somebody has not been told of the oldest change that this delivery stands for.
alter table delivery add due_since timestamptz not null default now();
update delivery set due_since = created_at where state = 'DUE';

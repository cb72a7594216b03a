-- What a till asks before it sells a variant; how it is tracked stands in tracked_sku. A variant that asks
-- nothing has no row.
create table variant_ask (
  sku         text primary key references variant,
  -- Its price is for one of these, and each unit that is sold is weighed.
  unit        text check (unit in ('kg', 'lb')),
  -- In years.
  minimum_age integer check (minimum_age between 1 and 99),
  check (unit is not null or minimum_age is not null)
);

-- What was written down of a sale beside its figures, and never changes.
create table sale_remark (
  sale_id uuid    not null references sale,
  -- Of the sale; 0 for all of it.
  line    integer not null check (line >= 0),
  kind    text    not null check (kind in ('NOTE', 'WEIGHT', 'AGE', 'JOINED', 'QUOTE')),
  text    text    not null check (length(text) between 1 and 300),
  primary key (sale_id, line, kind)
);

-- Units that are there but cannot be sold, and units on their way to a location. Neither is on hand.
alter table stock
  add damaged    integer not null default 0 check (damaged >= 0),
  add in_transit integer not null default 0 check (in_transit >= 0);
alter table stock_ledger
  add damaged    integer not null default 0,
  add in_transit integer not null default 0;

-- A hold over several locations has a part at each; they begin and end together.
alter table hold add part_of uuid references hold;
create index hold_parts on hold (part_of) where part_of is not null;

-- Who has a claim on a shelf: open holds are found by hold_to_expire, these by their place.
create index hold_claims on hold (location) where state in ('PAYING', 'COMMITTED');

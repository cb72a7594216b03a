-- What every single hold paid for; see ops/docs/decisions/0005-hot-path.md for the figures.

-- Checked row by row, these cost more than writing the rows. What they guarded stays true: a hold's
-- location is locked by the transaction that writes it, its lines are written with it and its SKUs
-- have a stock row, which still refers to the catalogue. Nothing deletes locations, SKUs or holds
-- that have lines.
alter table hold drop constraint hold_location_fkey;
alter table hold_line
  drop constraint hold_line_hold_id_fkey,
  drop constraint hold_line_sku_fkey;

-- The keys of these tables already say that a hold has one line a SKU and is granted once, by the
-- transaction that claims its id. Every other cause keeps its one effect by this index.
alter table stock_ledger drop constraint stock_ledger_cause_cause_id_location_sku_key;
create unique index stock_ledger_once on stock_ledger (cause, cause_id, location, sku)
  where cause <> 'HOLD';

-- A row that changes all day keeps its next versions beside it, and its index untouched.
alter table stock set (fillfactor = 50);

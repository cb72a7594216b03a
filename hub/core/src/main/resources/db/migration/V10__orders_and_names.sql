-- Purchase orders, reorder points, serial numbers and lots: what their questions look things up by.

-- What a shelf held at a moment, counted back from now; and how fast it sells, which a shop's order
-- tells by what it commits. Holds are not in it.
drop index stock_ledger_event;
create index stock_ledger_event on stock_ledger (location, sku, event_at)
  where on_hand <> 0 or committed <> 0;

-- Which units of a sale have been named.
create index serial_event_sale on serial_event (cause_id, sku) where state = 'SOLD';

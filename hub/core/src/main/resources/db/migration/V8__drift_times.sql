-- When a shop's number was last seen to differ although its orders had been read: an order may come
-- later than the number, so looking often within a moment proves nothing.
alter table shop_window add drifted_at timestamptz;

-- Letters are taken in the order in which they happened. With thousands waiting, each claim sorted
-- them all; now it reads the first few.
create index inbox_in_order on inbox (triggered_at, id) where state = 'DUE';

-- What a day's close asks for.
create index sale_of_day on sale (business_day);
create index sale_refund_of_day on sale_refund (business_day);
create index comparison_of_day on comparison (shop, day, asked_at desc);

-- The order in which the catalogue is paged through; "C" so that every server sorts alike.
create index product_by_title on product ((lower(title) collate "C"), handle collate "C");

-- When the newest capture left that may have taken effect, or yet may; null when there is none.
-- While the payment is CAPTURING it is also the lease of whoever sent it.
alter table payment add column capture_sent_at timestamptz;
-- Fifty taps on "pay" are one payment. One that was captured may stand beside it only by accident
-- at the gateway, and then it must be possible to write that down.
create unique index payment_live_once_per_sale on payment (sale_id)
  where state not in ('CAPTURED', 'FAILED', 'CANCELLED');
create index payment_unsettled on payment (updated_at)
  where state not in ('CAPTURED', 'FAILED', 'CANCELLED');
create index payment_captured on payment (updated_at) where state = 'CAPTURED';
create index payment_hold on payment (hold_id) where hold_id is not null;

-- When the refund was last sent: the lease of whoever sent it.
alter table refund add column sent_at timestamptz;
create index refund_payment on refund (payment_id);

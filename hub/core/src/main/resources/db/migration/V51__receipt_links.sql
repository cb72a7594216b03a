-- What a customer finds his receipt by. The token is made by the till before the sale is written down; we
-- keep its hash alone, so that whoever reads the table cannot open the pages.
create table receipt_link (
  sale_id    uuid        primary key references sale (id),
  token_hash bytea       not null unique check (length(token_hash) = 32),
  made_at    timestamptz not null
);

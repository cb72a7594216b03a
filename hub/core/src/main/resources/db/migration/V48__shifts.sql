-- Shifts at the till: what was put into the drawer and taken out, what was counted, and what should have
-- been there. The device is the source: everything here may come late and out of order, and is taken once.

-- The shift that a sale belongs to, as its device says; null of older devices, whose sales belong by time.
alter table sale add shift_id uuid;
create index sale_shift on sale (shift_id) where shift_id is not null;
create index sale_at_register on sale (register, sold_at) where shift_id is null and register is not null;
create index sale_refund_at_register on sale_refund (register, refunded_at) where register is not null;

create table drawer_setting (
  location    text    primary key references location,
  -- A drawer that is off by more than this opens a case and needs a reason. Minor units.
  off_at_most bigint  not null check (off_at_most between 0 and 100000000),
  -- Whoever counts is not told what should be there.
  blind       boolean not null,
  changed_by  text    not null,
  changed_at  timestamptz not null
);

create table drawer_event (
  id           uuid        primary key,
  kind         text        not null check (kind in ('OPENED', 'PAY_IN', 'PAY_OUT', 'DROP', 'NO_SALE', 'CLOSED')),
  shift_id     uuid        not null,
  register     text        not null references register,
  location     text        not null references location,
  currency     text        not null check (currency ~ '^[A-Z]{3}$'),
  -- The float, what was moved, or what was counted.
  amount       bigint      not null check (amount between 0 and 999999999999999),
  reason       text,
  -- Who stood at the till, as it says; recorded_by is who sent it.
  person       text        not null,
  happened_at  timestamptz not null,
  business_day date        not null,
  recorded_at  timestamptz not null,
  recorded_by  text        not null,
  -- Of a close: what the till says should be in the drawer, by how much it may be off, and its number.
  told_expected bigint,
  told_limit    bigint,
  told_number   integer    check (told_number between 1 and 999999),
  check (kind = 'CLOSED' or (told_expected is null and told_limit is null and told_number is null)),
  check (kind not in ('PAY_IN', 'PAY_OUT', 'NO_SALE') or reason is not null),
  check (kind not in ('PAY_IN', 'PAY_OUT', 'DROP') or amount > 0)
);
create unique index drawer_event_begins_once on drawer_event (shift_id) where kind = 'OPENED';
create unique index drawer_event_ends_once on drawer_event (shift_id) where kind = 'CLOSED';
create index drawer_event_shift on drawer_event (shift_id, happened_at);
create index drawer_event_openings on drawer_event (happened_at desc) where kind = 'OPENED';
create index drawer_event_day on drawer_event (business_day);

-- How many coins and notes of each value were counted.
create table drawer_count (
  event_id uuid    not null references drawer_event,
  face     bigint  not null check (face > 0),
  pieces   integer not null check (pieces between 0 and 1000000),
  primary key (event_id, face)
);

-- What the till had sold or moved in the shift and could not send before it closed.
create table drawer_under_way (
  event_id uuid    not null references drawer_event,
  id       uuid    not null,
  kind     text    not null check (kind in ('SALE', 'REFUND', 'PAY_IN', 'PAY_OUT', 'DROP')),
  number   text    not null,
  total    bigint  not null,
  tax      bigint  not null,
  discount bigint  not null,
  -- Into the drawer; below zero out of it.
  cash     bigint  not null,
  primary key (event_id, id)
);

-- Counts the reports of each register, without gaps: a number is drawn by the transaction that uses it.
create table shift_number (
  register text    primary key references register,
  last     integer not null check (last > 0)
);

-- A Z report, or what came after it. Written once. An adjustment tells the changes, and how the drawer stands
-- with them; the report itself stays as it was.
create table shift_report (
  id           uuid        primary key,
  shift_id     uuid        not null,
  register     text        not null references register,
  location     text        not null references location,
  number       integer     not null check (number > 0),
  -- Empty for the report itself; A, B, ... for adjustments.
  suffix       text        not null check (suffix ~ '^[A-Z]*$'),
  currency     text        not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz not null,
  opened_by    text        not null,
  closed_by    text        not null,
  business_day date        not null,
  made_at      timestamptz not null,
  float_amount bigint      not null,
  cash_sales   bigint      not null,
  cash_refunds bigint      not null,
  paid_in      bigint      not null,
  paid_out     bigint      not null,
  dropped      bigint      not null,
  -- With everything up to this report.
  expected     bigint      not null,
  counted      bigint      not null,
  off_at_most  bigint      not null,
  reason       text,
  unique (register, number, suffix),
  unique (shift_id, suffix)
);
create index shift_report_day on shift_report (business_day);
create index shift_report_times on shift_report (register, closed_at) where suffix = '';

-- Sales, refunds, taxes, tenders, discounts and the like, added up.
create table shift_report_figure (
  report_id uuid    not null references shift_report,
  position  integer not null,
  section   text    not null,
  name      text    not null,
  pieces    integer not null,
  amount    bigint  not null,
  primary key (report_id, position)
);

-- Each sale, refund and movement is in exactly one report, whoever writes; but for one that came otherwise
-- than its till had told: what was told is in the report, the difference in an adjustment.
create table shift_report_item (
  report_id uuid    not null references shift_report,
  id        uuid    not null,
  kind      text    not null check (kind in ('SALE', 'REFUND', 'PAY_IN', 'PAY_OUT', 'DROP')),
  number    text    not null,
  total     bigint  not null,
  cash      bigint  not null,
  -- It was not here yet when the report was made.
  awaited   boolean not null,
  corrects  boolean not null default false,
  primary key (report_id, id)
);
create unique index shift_report_item_once on shift_report_item (id) where not corrects;
create unique index shift_report_item_corrected_once on shift_report_item (id) where corrects;

create trigger drawer_event_is_append_only before update or delete or truncate on drawer_event
  for each statement execute function forbid_change();
create trigger drawer_count_is_append_only before update or delete or truncate on drawer_count
  for each statement execute function forbid_change();
create trigger drawer_under_way_is_append_only before update or delete or truncate on drawer_under_way
  for each statement execute function forbid_change();
create trigger shift_report_is_append_only before update or delete or truncate on shift_report
  for each statement execute function forbid_change();
create trigger shift_report_figure_is_append_only before update or delete or truncate on shift_report_figure
  for each statement execute function forbid_change();
create trigger shift_report_item_is_append_only before update or delete or truncate on shift_report_item
  for each statement execute function forbid_change();

-- The report that what happened at a register comes too late for, or null. Whoever makes a report takes the
-- lock alone; so what is recorded meanwhile is either in the report, or sees it. Each statement of a function
-- like this one sees what was committed before it began.
create function shift_report_before(at_register text, of_shift uuid, happened timestamptz) returns uuid
language plpgsql as $$
declare found uuid;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('shift ' || at_register, 0));
  if of_shift is not null then
    select id into found from shift_report
     where shift_id = of_shift and register = at_register and suffix = '';
  else
    select id into found from shift_report
     where register = at_register and suffix = '' and closed_at > happened and opened_at <= happened
     order by closed_at limit 1;
  end if;
  return found;
end $$;

-- A merchant may have an account of this code or name already; then pay-ins go there.
insert into account (code, name, kind, clears, made_by, made_at)
values ('6910', 'Paid into the drawer', 'EXPENSE', false, 'Tillbridge', now())
on conflict do nothing;

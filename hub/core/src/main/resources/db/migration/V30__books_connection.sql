-- Turns of all hubs to call one company's books, by the clock of this database: the hubs' own differ.
create table books_pace (
  company      text          primary key,
  next_slot    timestamptz   not null,
  closed_until timestamptz   not null default '-infinity',   -- they asked us to slow down
  busy         timestamptz[] not null default '{}',          -- calls under way: when each is over at the latest
  ended        timestamptz[] not null default '{}'           -- when those of the last second were answered
);

-- Whether the books let us in, as far as any hub has found out.
create table books_contact (
  company    text        primary key,
  lost_since timestamptz,
  lost_why   text,
  check ((lost_since is null) = (lost_why is null))
);

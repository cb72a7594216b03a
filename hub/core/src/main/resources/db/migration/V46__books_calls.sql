-- Documents that went to the books by one call, while what became of them is in doubt: the call is made
-- again under its key, with each in its place.
create table books_call (
  delivery uuid     primary key,
  key      uuid     not null,
  place    smallint not null check (place > 0),
  unique (key, place)
);

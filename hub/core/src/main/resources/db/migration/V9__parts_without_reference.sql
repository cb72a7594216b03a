-- Holds are written by COPY in batches; a reference checked row by row would cost more than the
-- rows. Parts are written with their head in one transaction and are never deleted.
alter table hold drop constraint hold_part_of_fkey;

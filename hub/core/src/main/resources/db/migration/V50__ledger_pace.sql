-- Whether lines belong was asked by one statement whose plan a session kept from the time when the ledger
-- was empty: it read the whole table, and each sale took longer than the one before. Asked entry by entry
-- there is nothing but keys to look up.
create or replace function entry_line_belongs() returns trigger language plpgsql as $$
declare one record;
begin
  for one in select entry_id, array_agg(distinct account) as accounts from added group by entry_id loop
    if not exists (select 1 from entry e
                    where e.id = one.entry_id
                      and e.lines >= (select count(*) from entry_line l where l.entry_id = one.entry_id))
       or (select count(*) from account where code = any (one.accounts)) < cardinality(one.accounts) then
      raise exception 'a line of no entry, of a whole one, or of no account'
        using errcode = '23514', constraint = 'entry_line_belongs';
    end if;
  end loop;
  return null;
end $$;

-- A document without what tells who somebody is, at any depth. Plain values are taken as they are and
-- not looked at one by one: half a million of them took longer than a statement may.
create or replace function without_person(tree jsonb) returns jsonb language plpgsql immutable as $$
begin
  return case jsonb_typeof(tree)
    when 'object' then (
      select coalesce(jsonb_object_agg(key,
          case when jsonb_typeof(value) in ('object', 'array') then without_person(value)
               else value end), '{}')
        from jsonb_each(tree)
       where key not in ('customer', 'email', 'contact_email', 'phone', 'billing_address',
         'shipping_address', 'default_address', 'destination', 'note', 'note_attributes',
         'client_details', 'browser_ip', 'receipt', 'order_status_url', 'landing_site',
         'referring_site', 'properties', 'customer_locale', 'checkout_token', 'cart_token'))
    when 'array' then (
      select coalesce(jsonb_agg(
          case when jsonb_typeof(value) in ('object', 'array') then without_person(value)
               else value end order by n), '[]')
        from jsonb_array_elements(tree) with ordinality as e (value, n))
    else tree end;
end $$;

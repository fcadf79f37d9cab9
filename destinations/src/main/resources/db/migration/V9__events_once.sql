-- An event that the log holds twice is delivered once. Ids begin with the time, so this looks only
-- after what is made from now on: what stands there already needs no new look.
do $$
declare
  now_hex text := lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0');
begin
  execute format(
    'create unique index delivery_event on delivery (workspace, destination, space, record_key)'
      ' where is_event and id > %L',
    'dlv_' || substr(now_hex, 1, 8) || '-' || substr(now_hex, 9) || '-7000-8000-000000000000');
end
$$;

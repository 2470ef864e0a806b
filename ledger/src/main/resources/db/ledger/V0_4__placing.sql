-- Places an event as before: first the partition's lock, then the position. Written as one expression, which PL/pgSQL
-- evaluates without a query of its own: that is a fair part of what a small insert costs.

create or replace function place_event() returns trigger language plpgsql as $$
begin
  new.position := case
    when pg_advisory_xact_lock(1414549066, new.partition::int) is not null then nextval('event_position')
  end;
  return new;
end $$;

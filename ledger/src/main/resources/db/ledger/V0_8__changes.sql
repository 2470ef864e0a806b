-- Instances keep in memory what they have read and know by this whether it still is so. Each statement that changes a
-- table of which this is kept notes of which schools, in its own transaction. Notes need not outlive the database: who
-- was connected to it then forgets all.
create unlogged table noted_change (
  number  bigint      generated always as identity primary key,
  board   text        not null,
  school  text        not null,
  changed xid8        not null default pg_current_xact_id()
);

create index noted_change_by_transaction on noted_change (changed);

create function note_change() returns trigger language plpgsql as $$
begin
  insert into noted_change (board, school) select distinct board, school from touched;
  return null;
end
$$;

-- For tables with a board and a school.
create procedure note_changes_of(variadic tables text[]) language plpgsql as $$
declare
  kept text;
begin
  foreach kept in array tables loop
    execute format('create trigger noted_when_new after insert on %I referencing new table as touched
      for each statement execute function note_change()', kept);
    execute format('create trigger noted_when_changed after update on %I referencing new table as touched
      for each statement execute function note_change()', kept);
    execute format('create trigger noted_when_gone after delete on %I referencing old table as touched
      for each statement execute function note_change()', kept);
  end loop;
end
$$;

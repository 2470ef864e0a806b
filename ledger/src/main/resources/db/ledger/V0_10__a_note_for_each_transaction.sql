-- One note for all that a transaction changes of a school, however many statements it has.
lock table noted_change in share row exclusive mode;

delete from noted_change n using noted_change other
where other.changed = n.changed and other.board = n.board and other.school = n.school and other.ctid < n.ctid;

create unique index noted_change_once on noted_change (changed, board, school);

drop index noted_change_by_transaction;

create or replace function note_change() returns trigger language plpgsql as $$
begin
  insert into noted_change (board, school) select distinct board, school from touched on conflict do nothing;
  return null;
end
$$;

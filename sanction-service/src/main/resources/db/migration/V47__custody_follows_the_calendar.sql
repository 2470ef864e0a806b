-- Schools whose calendar was told, until what hangs on the end of their day has been looked at.
create table calendar_changed (
  board  text        not null,
  school text        not null,
  since  timestamptz not null default clock_timestamp(),
  primary key (board, school)
);

create index custody_view_held on custody_view (board, school) where status = 'HELD';

-- Whether no school was on when it was taken in.
alter table custody_view add column out_of_hours boolean not null default false;

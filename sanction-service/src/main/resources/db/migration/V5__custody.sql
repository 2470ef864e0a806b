-- Devices handed in. Rebuilt from the log at will.
create table custody_view (
  custody      uuid        primary key,
  board        text        not null,
  school       text        not null,
  position     bigint      not null,
  pupil        text        not null,
  device       text        not null,
  keeping      text        not null,
  spot         text,
  taken_by     text        not null,
  status       text        not null,
  handed_in_at timestamptz not null,
  due_at       timestamptz not null,
  -- when the calendar has something to say of it next; null once it is given back
  look_at      timestamptz,
  returned_at  timestamptz,
  returned_to  text
);

create index custody_view_newest on custody_view (board, school, position desc);
create index custody_view_by_pupil on custody_view (board, school, pupil, position desc);
create index custody_view_to_look_at on custody_view (look_at) where look_at is not null;

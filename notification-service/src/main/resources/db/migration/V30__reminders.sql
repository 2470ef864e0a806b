-- What the school's own people are reminded of, by pseudonyms; the newest of each matter. For staff by role: whom a mentor
-- mentors and a teacher teaches is asked at the moment of reading.
create table reminder (
  reminder uuid primary key,
  board text not null,
  school text not null,
  kind text not null,
  -- The exemption or keeping of a device that it is about.
  matter uuid not null,
  pupil text not null,
  audience text[] not null,
  -- How pressing the sender says it is, and by which day.
  stage text,
  due_on date,
  -- The last day on which it is shown; none where its end is told.
  last_shown date,
  sequence bigint not null,
  since timestamptz not null,
  unique (board, school, kind, matter));
create index reminder_list on reminder (board, school, since desc, reminder desc);

create table reminder_read (
  reminder uuid not null references reminder on delete cascade,
  person text not null,
  read_at timestamptz not null,
  primary key (reminder, person));

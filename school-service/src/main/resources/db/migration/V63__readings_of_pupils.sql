-- Who read a pupil's entry, when and why. By ids; gone with the pupil.
create table pupil_reading (
  id uuid primary key,
  board text not null,
  school text not null,
  pupil text not null,
  read_at timestamptz not null,
  read_by text not null,
  role text not null,
  reason text not null);
create index pupil_reading_pupil on pupil_reading (board, school, pupil, read_at desc, id desc);
create index pupil_reading_old on pupil_reading (read_at);

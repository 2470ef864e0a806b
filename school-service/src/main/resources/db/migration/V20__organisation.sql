-- Projection: a board's schools.
create table school_overview (
  board text not null,
  school text not null,
  name text not null,
  identifier text,
  sector text not null,
  time_zone text not null,
  primary key (board, school));

-- Projection: who has a place in which class, from when until when (both days included).
create table class_place (
  board text not null,
  school text not null,
  role text not null check (role in ('PUPIL', 'TEACHER')),
  person text not null,
  class text not null,
  -- The roster's id of the enrolment, where it came with one.
  enrolment text,
  first_day date,
  last_day date,
  -- The class's own teacher, by the roster.
  own boolean not null);
create index class_place_person on class_place (board, school, person, role);
create index class_place_class on class_place (board, school, class, role);
create index class_place_enrolment on class_place (board, school, enrolment) where enrolment is not null;

-- Projection: what classes are called.
create table class_known (
  board text not null,
  school text not null,
  class text not null,
  title text not null,
  kind text not null,
  subjects text[] not null,
  running boolean not null,
  primary key (board, school, class));

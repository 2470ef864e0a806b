-- Projection: places in classes that the roster tells no more, up to the day before it said so, for who asks of a day that has
-- passed. What had ended before is not in it until the projection is rebuilt.
alter table class_place add column told_on date;
alter table class_known add column ended_on date;

create table class_place_ended (
  board text not null,
  school text not null,
  role text not null check (role in ('PUPIL', 'TEACHER')),
  person text not null,
  class text not null,
  first_day date,
  last_day date not null,
  own boolean not null,
  -- When the roster told it first; null before that was kept.
  told_on date);
create index class_place_ended_person on class_place_ended (board, school, person, role);
create index class_place_ended_class on class_place_ended (board, school, class, role);

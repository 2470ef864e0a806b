-- Who teaches and mentors whom, each with its days: null where there is none.
create table pupil_taught (
  board text not null, school text not null, pupil text not null,
  mentor text, sequence bigint not null,
  primary key (board, school, pupil));
create index pupil_taught_mentor on pupil_taught (board, school, mentor);

create table pupil_place (
  board text not null, school text not null, pupil text not null,
  class text not null, first_day date, last_day date);
create index pupil_place_pupil on pupil_place (board, school, pupil);
create index pupil_place_class on pupil_place (board, school, class);

create table class_taught (
  board text not null, school text not null, class text not null, sequence bigint not null,
  primary key (board, school, class));

create table teacher_place (
  board text not null, school text not null, class text not null,
  staff text not null, first_day date, last_day date);
create index teacher_place_class on teacher_place (board, school, class);
create index teacher_place_staff on teacher_place (board, school, staff);

-- They had no days.
drop table class;
alter table pupil drop column classes;

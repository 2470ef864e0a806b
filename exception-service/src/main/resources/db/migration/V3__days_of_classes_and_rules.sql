-- Who teaches whom on which day, who is a pupil's mentor, and what a school's policy and calendar say of exemptions.

alter table pupil_known
  add column mentor  text,
  add column left_at timestamptz;

create table enrolment_known (
  board  text not null,
  school text not null,
  pupil  text not null,
  class  text not null,
  begins date,
  ends   date
);

create index enrolment_known_of_pupil on enrolment_known (board, school, pupil);
create index enrolment_known_of_class on enrolment_known (board, school, class);

create table teaching_known (
  board  text not null,
  school text not null,
  class  text not null,
  staff  text not null,
  begins date,
  ends   date
);

create index teaching_known_of_class on teaching_known (board, school, class);
create index teaching_known_of_staff on teaching_known (board, school, staff);

-- What was known without days holds for all of them.
insert into enrolment_known (board, school, pupil, class)
  select board, school, pupil, unnest(classes) from pupil_known where present;
insert into teaching_known (board, school, class, staff)
  select board, school, class, unnest(teachers) from class_known;
update pupil_known set left_at = clock_timestamp() where not present;

alter table pupil_known drop column classes;
alter table class_known drop column teachers;

create table exemption_rule_known (
  board      text        not null,
  school     text        not null,
  valid_from timestamptz not null,
  rule       jsonb       not null,
  sequence   bigint      not null,
  primary key (board, school, valid_from)
);

create table calendar_known (
  board         text   not null,
  school        text   not null,
  time_zone     text   not null,
  semester_ends date[] not null,
  sequence      bigint not null,
  primary key (board, school)
);

-- Whom a pupil's school named as mentor: mentors look for their own pupils, also where they teach them nothing.
alter table person_name add column mentor text;

-- Enrolments that are being pushed right now, one at a time for an id.
create table enrolment_push (
  board text not null, school text not null, enrolment text not null,
  push uuid not null, until timestamptz not null,
  primary key (board, school, enrolment));

-- Who recorded an incident decides on what it leads to, where they may: they are reminded first.
create table incident_report (
  board text not null, school text not null, incident uuid not null, person text not null,
  primary key (board, school, incident));
create index incident_report_person on incident_report (board, person);

alter table reminder
  -- The incident whose reporter is the one who is reminded, of all that teach or mentor the pupil.
  add column incident uuid,
  -- Before that day nobody is reminded; none where it is told at once.
  add column first_shown date,
  -- Who is reminded too where it goes on, and from which day on.
  add column passed_to text[] not null default '{}',
  add column passed_on date;

-- What an incident's id is made with, so that nobody outside can make it from what was seen. Made with the school's first
-- incident, and never another one: else a second tap were a second incident.
create table incident_secret (
  board  text not null,
  school text not null,
  secret text not null,
  primary key (board, school)
);

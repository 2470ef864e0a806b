-- Projection: what was in force from when until when.
create table policy_period (
  policy uuid primary key,
  board text not null,
  school text not null,
  topic text not null,
  since timestamptz not null,
  until timestamptz);
create index policy_period_school on policy_period (board, school, topic, since);

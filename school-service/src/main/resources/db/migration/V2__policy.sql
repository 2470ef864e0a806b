-- Projection: the policies of a school.
create table policy_overview (
  policy uuid primary key,
  board text not null,
  school text not null,
  topic text not null,
  title text not null,
  life text not null,
  revision int not null,
  position bigint not null,
  in_force_from timestamptz);
create index policy_overview_school on policy_overview (board, school, position desc);

-- What is in force per topic, so that what comes next replaces it.
create table policy_in_force (
  board text not null,
  school text not null,
  topic text not null,
  policy uuid not null,
  primary key (board, school, topic));

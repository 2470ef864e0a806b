-- Projection: the evaluations of a policy.
create table evaluation_overview (
  evaluation uuid primary key,
  board text not null,
  school text not null,
  policy uuid not null,
  opened_on date not null,
  closed_on date,
  conclusion text);
create index evaluation_overview_policy on evaluation_overview (board, school, policy);

-- Surveys: who answered, as a code that only the key can make, both destroyed when the survey ends;
-- and apart from it the sums. There is no row per answer.
create table survey_key (evaluation uuid primary key, key bytea not null);
create table survey_answerer (
  evaluation uuid not null,
  answerer bytea not null,
  primary key (evaluation, answerer));
create table survey_tally (
  evaluation uuid not null,
  audience text not null,
  statement text not null,
  answer text not null,
  times int not null,
  primary key (evaluation, audience, statement, answer));

-- Whose child a pupil is, also once the pupil has left and nobody is told of them any more.
alter table pupil add column parents text[] not null default '{}';
update pupil
set parents = array(
  select g ->> 'guardian' from jsonb_array_elements(guardians) g where g ->> 'guardian' <> pupil);

-- Pupils of whom the roster said that they are of age, and whether it still does.
create table pupil_of_age (
  board text not null, school text not null, pupil text not null,
  of_age boolean not null, sequence bigint not null,
  primary key (board, school, pupil));

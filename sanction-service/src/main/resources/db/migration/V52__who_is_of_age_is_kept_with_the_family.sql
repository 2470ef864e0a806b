-- A version before may have taken in that a pupil is of age, and dropped it: what reads the families reads its topic from the beginning.
alter table family_known add column of_age boolean not null default false;

update family_known f set of_age = true
from pupil_known k
where k.of_age and k.board = f.board and k.school = f.school and k.pupil = f.pupil;

alter table pupil_known drop column of_age;

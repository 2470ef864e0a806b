-- Since when the roster says so; -infinity where it was so when the pupil was first told of, or before this was kept: since when, nobody said.
alter table pupil_known add column of_age_since timestamptz;

update pupil_known set of_age_since = '-infinity' where of_age;

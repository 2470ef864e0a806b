-- By the roster; of pupils told before nobody said so.
alter table pupil_known add column of_age boolean not null default false;

-- A roster that waits is about no pupil.
alter table reminder alter column pupil drop not null;

-- Until when news waits for somebody to tell; null where school-service has not told of the pupil.
alter table waiting add column until timestamptz;

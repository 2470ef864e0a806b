-- When the roster first told that a pupil is in a class: a place need not have a first day. Null: before that was kept.

alter table enrolment_known add column told_at timestamptz;

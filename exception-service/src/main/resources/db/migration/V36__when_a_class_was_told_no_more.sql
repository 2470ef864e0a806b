-- When the roster ceased to tell that a pupil is in a class: such a place has no days, and stays for a while, as a roster can be wrong. Null: it is told.

alter table enrolment_known add column gone_at timestamptz;

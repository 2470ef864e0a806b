-- From which day on a place that was told in place of another counts, where its first day is that of its class: who moves into a class that runs is told
-- with its days. Null: from its first day on.

alter table enrolment_known add column since date;

drop index enrolment_known_by_class;
create index enrolment_known_by_class on enrolment_known (board, school, class, pupil, begins, ends) include (since);

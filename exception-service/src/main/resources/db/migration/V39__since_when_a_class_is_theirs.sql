-- The first of the days on which a pupil came to be in a class: it stays where the class goes on with its next term. Null: from the beginning.

alter table enrolment_known add column began date;
update enrolment_known set began = begins;

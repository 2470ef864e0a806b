-- Each part of a key is compared in its turn: with what differs most in front, a place is entered in half the time.
drop index class_place_person;
create index class_place_person on class_place (person, school, board, role);
drop index class_place_class;
create index class_place_class on class_place (class, school, board, role);
drop index class_place_enrolment;
create index class_place_enrolment on class_place (enrolment, school, board) where enrolment is not null;

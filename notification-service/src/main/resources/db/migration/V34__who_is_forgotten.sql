-- Whoever is forgotten is so at all schools of a board: what is to and about them has to be found there.
create index message_view_by_pupil on message_view (board, pupil);
create index message_view_by_guardian on message_view (board, guardian);

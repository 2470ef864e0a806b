-- Whoever is forgotten is so at all schools of a board: what is to and about them has to be found there.
create index message_view_by_pupil on message_view (board, pupil);
create index message_view_by_guardian on message_view (board, guardian);

-- And so is what is on its way to webhooks of them: by its body, as when it was noted.
create index webhook_delivery_of_pupil on webhook_delivery ((body::jsonb #>> '{data,pupil}'));
create index webhook_delivery_of_guardian on webhook_delivery ((body::jsonb #>> '{data,guardian}'));

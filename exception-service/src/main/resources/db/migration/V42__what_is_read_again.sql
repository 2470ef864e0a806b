-- Whose child a pupil is was taken from the row, without saying of which event that is: as the topic is read again from its beginning, each older
-- event undid it for a while. It is of the row's own event, and the older ones change nothing. That one, read again, still adds who may not be told
-- of the pupil. Of a pupil who has left it is told by an event before the row's, and learned anew.

update pupil_known
set parents = array(select distinct who from unnest(parents || guardians || without_custody) who),
  parents_sequence = sequence
where present and parents_sequence < sequence;

-- The day of the review to come by the terms, where somebody chose a sooner one. Null: that of review_due; and where one was chosen before this was
-- kept, until the list is filled anew.
alter table exemption_overview add column review_planned date;

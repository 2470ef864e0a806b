-- False where a guardian may not be told of the pupil, asked or unasked.
alter table guardianship add column contact boolean not null default true;

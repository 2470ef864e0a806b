-- What is ended early is decided as it was: the place of its decision in the producer's history is not that of what came last.
alter table letter_sanction add column decided_sequence bigint not null default 0;
update letter_sanction set decided_sequence = sequence;

-- Since when it waits for a confirmation, or one did whose place it took: a school may send a new one each night.
alter table roster_import add waits_since timestamptz;
update roster_import set waits_since = accepted_at where state = 'AWAITING_CONFIRMATION';

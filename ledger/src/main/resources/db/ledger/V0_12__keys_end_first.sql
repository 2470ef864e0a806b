-- Whom another service has forgotten loses the key first: from then on nothing that was sealed for the subject can be read, and
-- nothing is written down that comes from elsewhere. Forgotten (forgotten_at) the subject is once what was under way for it has
-- ended, what is kept beside the log is gone and the log says so. Until then lists show it as before: by them that is found.
alter table subject_key
  drop constraint subject_key_check,
  add constraint subject_key_of_nobody_forgotten check (forgotten_at is null or wrapped_key is null);

-- All who are forgotten, without a look at everybody's key.
create index subject_key_forgotten on subject_key (board, subject) where forgotten_at is not null;

-- For who writes down what comes from elsewhere, as before, and from the key's end on. is_forgotten, for who follows the log,
-- stays as it is. A row that it lets pass can stay of what is written about the subject in the very moment in which it is
-- forgotten: by an instance that has the key in memory, or by what needs no key, such as a device that is given back. The next
-- rebuild removes it.
create or replace function is_forgotten_by_now(of_board text, who text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(1414549067, hashtext(of_board || '/' || who));
  return exists (select from subject_key where board = of_board and subject = who and wrapped_key is null);
end $$;

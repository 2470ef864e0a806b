-- Whether a subject is forgotten: then nothing is written down about it any more, whoever still tells of it. This one is for
-- who follows the log, which tells in its own order when that was.
create function is_forgotten(of_board text, who text) returns boolean language sql stable as $$
  select exists (select from subject_key where board = of_board and subject = who and forgotten_at is not null)
$$;

-- The same for who writes down what comes from elsewhere. Who is just forgetting the subject is waited for, and waits in turn
-- until what is written here can be seen, and be removed.
create function is_forgotten_by_now(of_board text, who text) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(1414549067, hashtext(of_board || '/' || who));
  return exists (select from subject_key where board = of_board and subject = who and forgotten_at is not null);
end $$;

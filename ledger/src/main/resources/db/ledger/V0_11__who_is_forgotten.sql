-- Whether a subject is forgotten: then nothing is written down about it any more, whoever still tells of it. This one is for
-- who follows the log, and waits for nobody: within a partition the log tells in its own order when that was. Between partitions
-- nothing does. What was told before is taken in first (Forgetting), and a rebuild removes once more at its end; a row can stay
-- only of what an instance that has the key in memory writes about the subject in that same moment, until the next rebuild.
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

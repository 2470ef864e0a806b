-- One key per subject, wrapped by the master key. A subject that is forgotten keeps its row, without a key, so that
-- nobody makes it a new one.
create table subject_key (
  board        text        not null,
  subject      text        not null,
  wrapped_key  bytea,
  master_key   int,        -- id of the master key that wraps it
  made_at      timestamptz not null default clock_timestamp(),
  forgotten_at timestamptz,
  primary key (board, subject),
  check ((wrapped_key is null) = (forgotten_at is not null)),
  check ((wrapped_key is null) = (master_key is null))
);

create index subject_key_by_master_key on subject_key (master_key) where wrapped_key is not null;

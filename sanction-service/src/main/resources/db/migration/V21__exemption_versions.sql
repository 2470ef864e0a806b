-- An exemption as it stood each time it was granted or changed: a verdict about the past goes by how it stood then. The
-- columns next_… tell from when on the row after it holds. A row without moments only says that it is ended.
alter table exemption_known
  add column said_at   timestamptz,
  add column next_from date,
  add column next_said timestamptz,
  drop constraint exemption_known_pkey,
  add primary key (board, school, exemption, sequence);

-- Every calendar that was ever told, since the bells that count are those of the moment it happened. When the one was told that is here already is not
-- known: it counts since ever.

alter table calendar_known drop constraint calendar_known_pkey;
alter table calendar_known add primary key (board, school, sequence);
alter table calendar_known add column told_at timestamptz;

-- What was revoked held until then.
drop index sanction_overview_in_time;
create index sanction_overview_in_time on sanction_overview (board, school, pupil)
  where from_day is not null and status in ('CONFIRMED', 'RUNNING', 'AMENDED', 'SERVED', 'REVOKED');

-- Who was told of what followed from an incident is told when the incident is corrected.
insert into told (board, school, matter, message)
select board, school, incident, message from message_view where incident is not null
on conflict (board, school, matter, message) do nothing;

-- A pupil reads the letters to them.
create index letter_sanction_of_pupil on letter_sanction (board, pupil);

-- Each entry on what happened, in order: a letter says what was known when it was decided, and what was corrected since. Of
-- what came in before now only the last entry was kept, and not when it was made.
alter table letter_incident
  drop constraint letter_incident_pkey,
  add primary key (board, school, incident, sequence),
  add column said_at timestamptz;
update letter_incident set said_at = occurred_at;
alter table letter_incident alter column said_at set not null;

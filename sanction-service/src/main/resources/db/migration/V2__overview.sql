-- Incidents and sanctions as lists. Rebuilt from the log at will.

create table incident_overview (
  incident    uuid        primary key,
  board       text        not null,
  school      text        not null,
  position    bigint      not null,
  category    text        not null,
  breach      text        not null,
  device      text        not null,
  place       text        not null,
  occurred_at timestamptz not null,
  reported_by text        not null,
  recorded_at timestamptz not null,
  corrected   boolean     not null
);

create index incident_overview_newest on incident_overview (board, school, position desc);

create table sanction_overview (
  sanction    uuid        primary key,
  board       text        not null,
  school      text        not null,
  position    bigint      not null,
  incident    uuid        not null,
  pupil       text        not null,
  status      text        not null,
  measure     text        not null,
  step        int         not null,
  clause      text        not null,
  from_day    date,
  until_day   date,
  proposed_at timestamptz not null
);

create index sanction_overview_newest on sanction_overview (board, school, position desc);
create index sanction_overview_by_incident on sanction_overview (incident);
create index sanction_overview_by_pupil on sanction_overview (board, school, pupil, position desc);

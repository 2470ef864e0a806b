-- Concerns, for the care coordinators of a school and nobody else. What was seen stays sealed in the log.

create table concern_overview (
  concern     uuid        primary key,
  board       text        not null,
  school      text        not null,
  position    bigint      not null,
  pupil       text        not null,
  status      text        not null,
  reported_at timestamptz not null,
  changed_at  timestamptz not null
);

create index concern_overview_newest on concern_overview (board, school, position desc);

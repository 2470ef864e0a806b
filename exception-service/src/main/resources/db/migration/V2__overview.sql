-- Exemptions as a list. Rebuilt from the log at will; what they are for is not in it.

create table exemption_overview (
  exemption    uuid        primary key,
  board        text        not null,
  school       text        not null,
  position     bigint      not null,
  pupil        text        not null,
  status       text        not null,
  requested_at timestamptz not null,
  changed_at   timestamptz not null
);

create index exemption_overview_newest on exemption_overview (board, school, position desc);
create index exemption_overview_by_pupil on exemption_overview (board, school, pupil, position desc);

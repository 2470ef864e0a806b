-- What is counted for the board. A case has no pupil any more once the pupil's year group at that time is found.

create table school_counted (
  board    text   not null,
  school   text   not null,
  sector   text   not null check (sector in ('PO', 'VO')),
  sequence bigint not null,
  primary key (board, school)
);

-- In which year group a pupil was from when on; null where the roster does not say.
create table year_group_known (
  board      text        not null,
  school     text        not null,
  pupil      text        not null,
  since      timestamptz not null,
  year_group text,
  primary key (board, school, pupil, since)
);

-- Cases of other services, as their events tell.
create table case_counted (
  board      text        not null,
  school     text        not null,
  figure     text        not null,
  id         text        not null,
  day        date        not null,
  year_group text,
  -- whose year group is not known yet
  pupil      text,
  -- one per aspect of the figure, in its order
  keys       text[]      not null,
  began_at   timestamptz not null,
  ended_at   timestamptz,
  primary key (board, school, figure, id)
);

create index case_counted_by_day on case_counted (board, day);
create index case_counted_waiting on case_counted (board, school, pupil) where pupil is not null;

-- Our own cases, from the log: requests, reviews and suspensions.
create table exemption_counted (
  board      text        not null,
  school     text        not null,
  figure     text        not null,
  id         text        not null,
  exemption  uuid        not null,
  day        date        not null,
  pupil      text        not null,
  keys       text[]      not null,
  began_at   timestamptz not null,
  ended_at   timestamptz,
  primary key (board, school, figure, id)
);

create index exemption_counted_by_day on exemption_counted (board, day);

-- What was told of a board's school year: it stands for a time, so that nobody sees single cases come.
create table statistics_told (
  board       text        not null,
  school_year text        not null,
  made_at     timestamptz not null,
  told        jsonb       not null,
  primary key (board, school_year)
);

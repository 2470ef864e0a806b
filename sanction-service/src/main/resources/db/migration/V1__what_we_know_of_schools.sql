-- Our own record of what school-service publishes. A row carries the sequence of the event it comes from.

create table school_known (
  board     text   not null,
  school    text   not null,
  sector    text   not null check (sector in ('PO', 'VO')),
  time_zone text   not null,
  sequence  bigint not null,
  primary key (board, school)
);

create table pupil_known (
  board    text    not null,
  school   text    not null,
  pupil    text    not null,
  present  boolean not null,
  sequence bigint  not null,
  primary key (board, school, pupil)
);

-- Every version that ever came in force, since the rules that bind are those of the moment it happened.
create table policy_known (
  board      text        not null,
  school     text        not null,
  policy     text        not null,
  version    int         not null,
  topic      text        not null,
  valid_from timestamptz not null,
  rules      jsonb       not null,
  primary key (board, school, policy, version)
);

create index policy_known_by_moment on policy_known (board, school, topic, valid_from desc);

-- Breaches that found no policy: weighed again when one comes to be known that was in force then.
create table breach_without_policy (
  board       text        not null,
  school      text        not null,
  pupil       text        not null,
  incident    uuid        not null,
  breach      text        not null,
  occurred_at timestamptz not null,
  primary key (board, school, pupil, incident)
);

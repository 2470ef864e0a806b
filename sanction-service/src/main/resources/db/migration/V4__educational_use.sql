-- Educational use, open and over. Rebuilt from the log at will.
create table educational_use_view (
  educational_use uuid        primary key,
  board           text        not null,
  school          text        not null,
  position        bigint      not null,
  class           text        not null,
  teacher         text        not null,
  devices         text[]      not null,
  from_at         timestamptz not null,
  until_at        timestamptz not null,
  -- when it really ended or will end: until_at, or earlier
  closes_at       timestamptz not null
);

create index educational_use_view_open on educational_use_view (board, school, closes_at);
create index educational_use_view_newest on educational_use_view (board, school, position desc);

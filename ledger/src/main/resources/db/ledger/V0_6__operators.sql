-- Events that operators took out of one subscription's way. It passes them over; the others take them in as always.
create table set_aside (
  number       bigint generated always as identity primary key,
  subscription text        not null,
  partition    smallint    not null,
  position     bigint      not null,
  event        uuid        not null,
  type         text        not null,
  set_aside_by text        not null,  -- subject of the operator's token
  set_aside_at timestamptz not null default clock_timestamp(),
  error        text,                  -- class of the failure of the last replay
  attempts     int         not null default 0,
  unique (subscription, partition, position)
);

-- What operators did by hand: who (subject of the token), what, to what. Ids and classes only.
create table operator_deed (
  number  bigint generated always as identity primary key,
  done_at timestamptz not null default clock_timestamp(),
  done_by text        not null,
  deed    text        not null,
  about   jsonb       not null
);

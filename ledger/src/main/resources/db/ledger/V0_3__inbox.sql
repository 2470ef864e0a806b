-- Messages of others that could not be handled, and those that wait behind one because they have the same key.
-- Holds what came, and of an error its class and code only: an error's text can quote people's data.
create table parked (
  number    bigint generated always as identity primary key,
  consumer  text        not null,
  message   text        not null,
  topic     text        not null,
  partition int         not null,
  at_offset bigint      not null,
  key       text,
  type      text,
  headers   jsonb       not null,
  data      bytea,
  error     text,        -- null: nothing is wrong with it but what it waits behind
  code      text,
  attempts  int         not null,
  parked_at timestamptz not null default clock_timestamp(),
  tried_at  timestamptz,
  unique (consumer, message)
);

create index parked_by_key on parked (consumer, key);

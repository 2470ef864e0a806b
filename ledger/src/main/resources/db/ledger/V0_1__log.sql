-- The log. Append-only; within a partition, position order is commit order: the trigger takes the partition's lock,
-- held until commit, before it draws the position, so whoever reads position n has seen all that will ever be below it.

create table log_setting (
  one        boolean  primary key default true check (one),
  partitions smallint not null check (partitions between 1 and 1024)
);

create sequence event_position;

create table event (
  partition   smallint    not null,
  position    bigint      not null,
  board       text        not null,
  school      text        not null,
  stream      text        not null,
  version     int         not null check (version > 0),
  id          uuid        not null unique,
  type        text        not null,
  data        jsonb       not null,
  meta        jsonb       not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (partition, position),
  unique (board, stream, version)
);

create function place_event() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(1414549066, new.partition::int);
  new.position := nextval('event_position');
  return new;
end $$;

create trigger event_is_placed before insert on event for each row execute function place_event();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only';
end $$;

create trigger event_is_kept before update or delete on event for each row execute function refuse_change();
create trigger event_is_never_emptied before truncate on event for each statement execute function refuse_change();

-- How far each subscription has come. Whoever holds the row's lock works the partition.
create table checkpoint (
  subscription text     not null,
  partition    smallint not null,
  position     bigint   not null,
  primary key (subscription, partition)
);

-- Messages that had their effect, written in the transaction of the effect.
create table handled (
  consumer    text        not null,
  message     text        not null,
  fingerprint text        not null,
  outcome     jsonb       not null,
  handled_at  timestamptz not null default clock_timestamp(),
  primary key (consumer, message)
);

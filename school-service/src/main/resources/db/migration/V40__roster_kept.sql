-- A school's roster between imports: what the lines of the last ones said of who belongs to what, by ids. Names are not
-- in it; they are in the log, sealed.
create table roster (
  number    int     generated always as identity primary key,
  board     text    not null,
  school    text    not null,
  -- False from when an import changes what is kept until the log says the same: meanwhile nothing here is trusted.
  settled   boolean not null default false,
  -- The last day on which beginnings and ends were judged.
  judged_on date,
  -- The log was read so far for what others than imports changed.
  position  bigint  not null default 0,
  -- Seals lines into marks that say nothing to whoever lacks it.
  mark_key  text,
  unique (board, school));

alter table roster_import
  add number int generated always as identity unique,
  -- Of the step that runs.
  add total bigint not null default 0,
  add done bigint not null default 0,
  -- Take every line as new.
  add whole boolean not null default false,
  add deltas text[] not null default '{}',
  -- Pupils that would leave, of how many: an import may stop to have that confirmed.
  add leaving int,
  add present int,
  add confirmed_by text,
  drop constraint roster_import_state_check,
  add constraint roster_import_state_check
    check (state in ('RUNNING', 'AWAITING_CONFIRMATION', 'APPLIED', 'FAILED', 'WITHDRAWN'));
drop index roster_import_running;
create unique index roster_import_running on roster_import (board, school)
  where state in ('RUNNING', 'AWAITING_CONFIRMATION');

-- What is under way begins anew.
update roster_import set stage = 'RECEIVED' where state = 'RUNNING';
drop table roster_line, roster_named, roster_leaving;

-- A line. Those of the import under way stand beside the kept ones until they take their place.
create table roster_record (
  roster   int  not null,
  import   int  not null,
  file     text collate "C" not null,
  line     int  not null,
  id       text collate "C",
  -- What a delta says of it.
  status   text collate "C",
  -- Null: it is a part of the roster.
  outcome  text collate "C" check (outcome in ('REFUSED', 'OUTSIDE', 'GONE')),
  -- A keyed hash of all that was read of the line; null where somebody else has changed what it is about.
  mark     uuid,
  block    uuid,
  user_id  text collate "C",
  class_id text collate "C",
  org_id   text collate "C",
  role     text collate "C",
  begins   date,
  ends     date,
  agents   text[] collate "C",
  cells    jsonb);
create index roster_record_import on roster_record (import);
create index roster_record_id on roster_record (roster, file, id);
create index roster_record_user on roster_record (roster, user_id) where user_id is not null;
create index roster_record_teacher on roster_record (roster, class_id)
  where class_id is not null and role = 'teacher';

-- Runs of lines that were understood to the last: where the next whole set has one again, nothing of it is read.
create table roster_block (
  roster  int  not null,
  file    text collate "C" not null,
  hash    uuid not null,
  lines   int  not null,
  outside int  not null,
  primary key (roster, file, hash));

-- Of an import until it is done: its files, the runs of lines in them, lines that were dropped as another school's,
-- names, and what is to be entered.
create table roster_file (
  import  int    not null,
  file    text   collate "C" not null,
  delta   boolean not null,
  read    bigint not null,
  refused bigint not null default 0,
  outside bigint not null,
  used    bigint not null default 0,
  applied bigint not null default 0,
  primary key (import, file));
create table roster_seen (
  import  int  not null,
  file    text collate "C" not null,
  hash    uuid not null,
  known   boolean not null,
  clean   boolean not null,
  lines   int  not null,
  outside int  not null);
create index roster_seen_import on roster_seen (import, file, hash);
create table roster_outside (
  import int    not null,
  file   text   collate "C" not null,
  org    text   collate "C" not null,
  lines  bigint not null,
  places int[]  not null,
  primary key (import, file, org));
create table roster_person (
  import int   not null,
  line   int   not null,
  id     text  collate "C" not null,
  cells  jsonb not null);
create index roster_person_id on roster_person (import, id);
create table roster_task (
  import  int     not null,
  number  int     not null,
  kind    text    collate "C" not null,
  id      text    collate "C" not null,
  leaves  boolean not null,
  content jsonb,
  changed boolean not null default true,
  primary key (import, number));
create index roster_task_id on roster_task (import, id);
-- Who left is counted each time that somebody looks how far an import is.
create index roster_task_leaves on roster_task (import) where leaves;

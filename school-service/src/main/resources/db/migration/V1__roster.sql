-- An import of a roster and what it has to remember until it is done.
create table roster_import (
  id uuid primary key,
  board text not null,
  school text not null,
  state text not null check (state in ('RUNNING', 'APPLIED', 'FAILED')),
  -- How far it is: a restart goes on from here.
  stage text not null check (stage in ('RECEIVED', 'STAGED', 'RESOLVED', 'DONE')),
  accepted_at timestamptz not null,
  accepted_by text not null,
  finished_at timestamptz,
  attempts int not null default 0,
  worker uuid,
  worked_until timestamptz,
  -- Counts per file, kept when the lines go.
  counts jsonb);
create unique index roster_import_running on roster_import (board, school) where state = 'RUNNING';
create index roster_import_school on roster_import (board, school, accepted_at desc);

-- The package as it was sent, sealed, in parts; gone once it is staged.
create table roster_package (
  import uuid not null references roster_import (id),
  part int not null,
  id uuid not null,
  sealed text not null,
  primary key (import, part));

-- The lines that are looked at together; gone once they are applied.
create table roster_line (
  import uuid not null references roster_import (id),
  file text not null,
  line bigint not null,
  id text,
  cells jsonb not null,
  user_id text generated always as (cells ->> 'userSourcedId') stored,
  class_id text generated always as (cells ->> 'classSourcedId') stored,
  org_id text generated always as (coalesce(cells ->> 'orgSourcedId', cells ->> 'schoolSourcedId')) stored,
  role text generated always as (cells ->> 'role') stored,
  -- Null: to be applied.
  outcome text check (outcome in ('REFUSED', 'OUTSIDE', 'USED', 'PAST', 'APPLIED', 'UNCHANGED')),
  primary key (import, file, line));
create index roster_line_id on roster_line (import, file, id);
create index roster_line_user on roster_line (import, file, user_id) where user_id is not null;
create index roster_line_class on roster_line (import, file, class_id) where class_id is not null;
create index roster_line_open on roster_line (import, file, line) where outcome is null;

-- Whom and what this import named: the rest has left.
create table roster_named (
  import uuid not null references roster_import (id),
  kind text not null,
  id text not null,
  primary key (import, kind, id));
create table roster_leaving (
  import uuid not null references roster_import (id),
  kind text not null,
  id text not null,
  done boolean not null default false,
  primary key (import, kind, id));

-- What the sender should know. Kept with the import; repeats no value.
create table roster_finding (
  import uuid not null references roster_import (id),
  weight text not null,
  file text not null,
  line bigint not null,
  "column" text not null,
  code text not null,
  detail text not null);
create index roster_finding_import on roster_finding (import, file, line);

-- Projection: who and what is at a school now.
create table roster_member (
  board text not null,
  school text not null,
  kind text not null,
  id text not null,
  present boolean not null,
  primary key (board, school, kind, id));

-- Projection: which guardian belongs to which pupil.
create table guardianship (
  board text not null,
  school text not null,
  pupil text not null,
  guardian text not null,
  informed boolean not null,
  primary key (board, school, pupil, guardian));
create index guardianship_guardian on guardianship (board, school, guardian);

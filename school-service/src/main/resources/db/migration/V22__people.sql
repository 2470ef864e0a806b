-- Projection: who can be found by name. A token stands for a beginning of a name, by a key that this database does not hold
-- in the clear; no name can be read from it.
create table person_name (
  board text not null,
  school text not null,
  kind text not null check (kind in ('PUPIL', 'GUARDIAN', 'STAFF')),
  person text not null,
  tokens bigint[] not null,
  primary key (board, school, kind, person));
create index person_name_tokens on person_name using gin (tokens);

-- The key of a board's tokens, sealed.
create table name_key (
  board text primary key,
  id uuid not null,
  sealed text not null);

-- Who looked for people, when and why. What was looked for is a name, and is not kept; who was found is, by ids.
create table people_search (
  id uuid primary key,
  board text not null,
  school text not null,
  searched_at timestamptz not null,
  searched_by text not null,
  role text not null,
  reason text not null,
  found text[] not null);
create index people_search_school on people_search (board, school, searched_at desc, id desc);

-- What school.events.v1 said last of a pupil. Ids only. One who left has no guardians left to tell.
create table pupil (
  board text not null, school text not null, pupil text not null,
  guardians jsonb not null, classes text[] not null, sequence bigint not null,
  primary key (board, school, pupil));

create table class (
  board text not null, school text not null, class text not null,
  teachers text[] not null, sequence bigint not null,
  primary key (board, school, class));

-- Which messages an event on a matter led to: a later event on the same matter can overtake them.
create table told (
  board text not null, school text not null, matter text not null, message uuid not null,
  primary key (board, school, matter, message));

-- News of a pupil whose guardians are not known yet: the topics come in any order. Told once they are.
create table waiting (
  place bigint generated always as identity primary key,
  board text not null, school text not null, pupil text not null,
  event text not null, news jsonb not null, since timestamptz not null default clock_timestamp(),
  unique (board, school, event));
create index waiting_pupil on waiting (board, school, pupil, place);

-- A projection: each message as it stands. No names, no addresses.
create table message_view (
  message uuid primary key,
  board text not null, school text not null,
  event text not null, matter text not null, incident text, pupil text not null, guardian text not null,
  channel text not null, urgency text not null, template text not null, edition int not null, language text not null,
  state text not null, reason text, attempts int not null,
  queued_at timestamptz not null, due_at timestamptz, sent_at timestamptz, changed_at timestamptz not null);
create index message_view_incident on message_view (board, school, incident, queued_at, message);
create index message_view_guardian on message_view (board, school, guardian, queued_at, message);
create index message_view_due on message_view (due_at) where due_at is not null;

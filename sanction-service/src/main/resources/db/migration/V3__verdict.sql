-- What a verdict is made of. Rows of others' events carry the sequence of the event they come from.

-- Grows with each change of what holds for a school as a whole: who has the book of an earlier revision reads it anew.
create table school_book (
  board    text   not null,
  school   text   not null,
  revision bigint not null,
  primary key (board, school)
);

insert into school_book (board, school, revision)
select board, school, 1 from school_known union select board, school, 1 from policy_known;

create table calendar_known (
  board    text   not null,
  school   text   not null,
  calendar jsonb  not null,
  sequence bigint not null,
  primary key (board, school)
);

create table contact_desk_known (
  board    text   not null,
  school   text   not null,
  contacts jsonb  not null,
  sequence bigint not null,
  primary key (board, school)
);

alter table pupil_known add column mentor text;

create table class_known (
  board    text    not null,
  school   text    not null,
  class    text    not null,
  present  boolean not null,
  subjects text[]  not null,
  sequence bigint  not null,
  primary key (board, school, class)
);

-- Who teaches a class, with the days; both included.
create table teaching_known (
  board  text not null,
  school text not null,
  class  text not null,
  staff  text not null,
  begins date not null,
  ends   date not null,
  primary key (board, school, class, staff, begins)
);

create index teaching_known_by_staff on teaching_known (board, school, staff);

-- Who is in a class, with the days; both included.
create table enrolment_known (
  board  text not null,
  school text not null,
  pupil  text not null,
  class  text not null,
  begins date not null,
  ends   date not null,
  primary key (board, school, pupil, class, begins)
);

create index enrolment_known_by_class on enrolment_known (board, school, class, pupil, begins, ends);

create table exemption_known (
  board      text   not null,
  school     text   not null,
  exemption  uuid   not null,
  pupil      text   not null,
  moments    text[],
  subjects   text[],
  places     text[],
  devices    text[] not null default '{}',
  windows    jsonb  not null default '[]',
  contact    text,
  from_day   date,
  ended_at   timestamptz,
  sequence   bigint not null,
  primary key (board, school, exemption)
);

create index exemption_known_by_pupil on exemption_known (board, school, pupil);

-- Days on which an exemption is out of force, both included; from the moment it was said, and until it was taken back.
create table exemption_suspended (
  board      text        not null,
  school     text        not null,
  exemption  uuid        not null,
  sequence   bigint      not null,
  from_day   date        not null,
  until_day  date        not null,
  said_at    timestamptz not null,
  resumed_at timestamptz,
  primary key (board, school, exemption, sequence)
);

-- Only what takes time and holds: the few rows a verdict looks at, and those that begin or end by the calendar.
create index sanction_overview_in_time on sanction_overview (board, school, pupil)
  where from_day is not null and status in ('CONFIRMED', 'RUNNING', 'AMENDED', 'SERVED');
create index sanction_overview_to_begin on sanction_overview (from_day)
  where from_day is not null and status in ('IMPOSED', 'CONFIRMED', 'AMENDED');
create index sanction_overview_to_end on sanction_overview (until_day) where status = 'RUNNING';

-- Our own record of what school-service publishes. A row carries the sequence of the event it comes from.

create table pupil_known (
  board     text    not null,
  school    text    not null,
  pupil     text    not null,
  present   boolean not null,
  guardians text[]  not null,
  classes   text[]  not null,
  sequence  bigint  not null,
  primary key (board, school, pupil)
);

create table class_known (
  board    text   not null,
  school   text   not null,
  class    text   not null,
  teachers text[] not null,
  sequence bigint not null,
  primary key (board, school, class)
);

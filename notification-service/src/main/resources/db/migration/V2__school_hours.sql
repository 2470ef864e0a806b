-- When a school may write to guardians, in three parts that come in events of their own: its zone, its calendar and its
-- policy's quiet hours.
create table school_hours (
  board text not null, school text not null, part text not null,
  content jsonb not null, sequence bigint not null,
  primary key (board, school, part));

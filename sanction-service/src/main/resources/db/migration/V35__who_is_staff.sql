-- Who is staff was told all along and not kept, so the topic is read again, under the consumer's new name. What is in already
-- stays as it is: a row knows the sequence of the event it comes from.
delete from parked where consumer = 'school-events';

create table staff_known (
  board    text    not null,
  school   text    not null,
  staff    text    not null,
  present  boolean not null,
  sequence bigint  not null,
  primary key (board, school, staff)
);

-- A parent without custody is no guardian here. Who has custody was told all along and not kept, so the topic is read again,
-- under the consumer's new name; until a pupil's last event has come by, nobody is that pupil's guardian.

alter table pupil_known add column without_custody text[] not null default '{}';

update pupil_known set guardians = '{}';
delete from parked where consumer = 'school-events';

create table staff_known (
  board    text    not null,
  school   text    not null,
  staff    text    not null,
  present  boolean not null,
  sequence bigint  not null,
  primary key (board, school, staff)
);

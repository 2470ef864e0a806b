-- Whose child a pupil is: all parents of the roster, also who may not be told of the pupil, and also once the pupil has left. It
-- gives nobody anything: no parent does what the school does for an own child. Who may not be told was told all along and not
-- kept, so the topic is read again, under the consumer's new name.

alter table pupil_known
  add column parents          text[] not null default '{}',
  -- of the event that told them; where the pupil left, an older one than the row's
  add column parents_sequence bigint not null default 0;

update pupil_known set parents = guardians || without_custody;
delete from parked where consumer = 'school-people-and-plans';

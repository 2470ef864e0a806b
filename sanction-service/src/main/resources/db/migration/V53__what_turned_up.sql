-- What went back without being entered, once somebody says so; and whether its pupil handed something in after it.
alter table custody_view
  add column turned_up_at    timestamptz,
  add column turned_up_by    text,
  add column handed_in_again uuid,
  add column since_at        timestamptz;

update custody_view v set since_at = n.since_at
from (
  select o.custody, max(l.handed_in_at) as since_at
  from custody_view o
  join custody_view l
    on l.board = o.board and l.school = o.school and l.pupil = o.pupil and l.position > o.position
  where o.status <> 'RETURNED'
  group by o.custody) n
where v.custody = n.custody;

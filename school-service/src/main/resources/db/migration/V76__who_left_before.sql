-- When they left who did before that was kept: as the log has it.
update roster_member m set left_at = l.left_at
from (
  select board, school, split_part(type, '.', 1) as kind, data ->> split_part(type, '.', 1) as id,
    max(recorded_at) as left_at
  from event where type in ('pupil.left.v1', 'guardian.left.v1', 'staff.left.v1')
  group by 1, 2, 3, 4) l
where not m.present and m.board = l.board and m.school = l.school and m.kind = l.kind and m.id = l.id;

-- Whom a school had named as mentor before searches knew of mentors: saying it again makes no event that would tell.
update person_name n set mentor = last.mentor
from (
  select distinct on (board, school, data ->> 'pupil')
    board, school, data ->> 'pupil' as pupil, data #>> '{support,mentor}' as mentor
  from event
  where type like 'pupil.registered.%' or type like 'pupil.changed.%'
  order by board, school, data ->> 'pupil', position desc) last
where n.board = last.board and n.school = last.school and n.kind = 'PUPIL' and n.person = last.pupil
  and n.mentor is distinct from last.mentor;

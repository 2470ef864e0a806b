-- What pupils were told in person, as long as they are of age. Where that was a mistake, what still holds of it is told to their
-- guardians, and it goes.
create table told_in_person (
  board text not null, school text not null, pupil text not null, message uuid not null,
  by_mistake boolean not null default false,
  primary key (board, school, pupil, message));
create index told_in_person_by_mistake on told_in_person (board, school, pupil) where by_mistake;
insert into told_in_person (board, school, pupil, message, by_mistake)
select m.board, m.school, m.pupil, m.message,
  coalesce(p.guardians <> '[]'
    and not p.guardians @> jsonb_build_array(jsonb_build_object('guardian', m.pupil)), false)
from message_view m left join pupil p on p.board = m.board and p.school = m.school and p.pupil = m.pupil
where m.guardian = m.pupil and m.state in ('SENT', 'DELIVERED', 'READ');

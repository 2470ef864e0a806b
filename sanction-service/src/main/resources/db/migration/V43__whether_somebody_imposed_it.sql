-- Whether somebody imposed it: a pupil reads what was decided on them, and a proposal that was declined or withdrawn never was.
alter table sanction_overview add column imposed boolean not null default false;

update sanction_overview s set imposed = true
where s.status not in ('PROPOSED', 'HEARD', 'REVOKED')
  or s.status = 'REVOKED' and exists (
    select from event e
    where e.board = s.board and e.stream = 'sanction/' || s.sanction and e.type like 'sanction.imposed.%');

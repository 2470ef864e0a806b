-- The list with as what each sits on a core team, since who holds no role for the seat is none of it: by the last word on the team.
alter table exemption_overview add column seats varchar[] not null default '{}';

update exemption_overview o
set seats = array(
  select (m ->> 'role') || ' ' || (m ->> 'person') from jsonb_array_elements(t.members) m)
from (
  select distinct on (e.board, e.stream) e.board, e.stream, e.data #> '{team,members}' as members
  from event e
  where e.type like 'exemption.assessment-begun.v%' or e.type like 'exemption.core-team-replaced.v%'
  order by e.board, e.stream, e.version desc) t
where t.board = o.board and t.stream = 'exemption/' || o.exemption;

alter table exemption_overview drop column assessors, drop column seated_as_mentor;

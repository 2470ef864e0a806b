-- As a list that is filled anew has it.
update sanction_overview s set ended_at = least(s.ended_at, e.recorded_at)
from event e
where s.status = 'REVOKED' and s.from_day is not null
  and e.board = s.board and e.stream = 'sanction/' || s.sanction and e.type like 'sanction.revoked.%';

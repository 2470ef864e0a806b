-- What only a head does, and none has done for a week, care coordinators and the board are reminded of too. Of what waits
-- already they are a week after this.
update reminder
set passed_to = '{CARE_COORDINATOR,BOARD}',
  passed_on = greatest((since at time zone 'UTC')::date, current_date) + 7
where kind in ('CONFIRMATION_DUE', 'RECONSIDERATION_DUE');

create index reminder_of_board on reminder (board, since desc, reminder desc) where 'BOARD' = any(passed_to);

-- Whether others were told last that it waits for a confirmation.
alter table roster_import add told_waiting boolean not null default false;
create index roster_import_untold on roster_import (accepted_at)
  where (state = 'AWAITING_CONFIRMATION') <> told_waiting;

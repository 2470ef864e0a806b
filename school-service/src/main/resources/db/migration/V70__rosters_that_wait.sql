-- What of guardians and places would go is asked too.
alter table roster_import
  alter leaving type jsonb using case when leaving is not null then jsonb_build_object('pupils', leaving, 'of', present,
    'guardians', 0, 'ofGuardians', 0, 'places', 0, 'ofPlaces', 0) end,
  drop column present;
create index roster_import_board on roster_import (board, accepted_at desc, id desc);

-- Of an import that waits for somebody to say that it may go on, no line is kept: it is read again then.
delete from roster_person p using roster_import i where i.number = p.import and i.state = 'AWAITING_CONFIRMATION';

-- Whether the users of this import can say who is whose guardian.
alter table roster_file add agents_said boolean not null default true;

-- What is kept comes to say what the log says of what was pushed: also of what was before.
update roster set position = 0;

-- A warning is done by being imposed; the list said of each that it was still to come.
update sanction_overview set status = 'SERVED' where status = 'IMPOSED' and measure = 'WARNING';

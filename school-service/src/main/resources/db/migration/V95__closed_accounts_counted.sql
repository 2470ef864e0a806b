-- How many lines of a run say that an account is closed, and on which of its lines the first of them does: that is told each
-- time, and reading them again for it would be reading names.
alter table roster_block
  add disabled int not null default 0,
  add first_disabled int not null default 0;
alter table roster_seen
  add disabled int not null default 0,
  add first_disabled int not null default 0;

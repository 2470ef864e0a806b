-- What is made known once more, with another day say, is told instead of what was announced before.
alter table announcement add column replaced text[] not null default '{}';

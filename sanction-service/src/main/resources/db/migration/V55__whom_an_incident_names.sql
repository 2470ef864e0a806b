-- As offenders, by any of its entries: for who is a parent of one. Of what was listed before it stays empty until the list is filled anew; there it
-- goes by what the ladder weighed, too.
alter table incident_overview add column named varchar[] not null default '{}';

create index incident_overview_by_named on incident_overview using gin (named);

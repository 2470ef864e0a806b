-- How often somebody was reminded that nobody takes a concern up.
alter table concern_overview add column reminded int not null default 0;

create index concern_overview_waits on concern_overview (reported_at, concern) where status = 'REPORTED';

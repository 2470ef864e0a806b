-- What is told of a case comes under more than one key, as an incident does whose correction names another pupil: then the older can come last. Of
-- what was counted before this was kept, whatever comes next counts.
alter table case_counted add column sequence bigint not null default 0;

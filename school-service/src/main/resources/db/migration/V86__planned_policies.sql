-- When a policy comes in force by itself.
alter table policy_overview add column planned_from timestamptz;
create index policy_overview_planned on policy_overview (planned_from) where planned_from is not null;

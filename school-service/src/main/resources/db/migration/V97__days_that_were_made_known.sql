-- From when a policy is to bind that somebody has yet to bring in force, and how far its school was reminded of that.
alter table policy_overview add column announced_from timestamptz, add column reminded text;
update policy_overview o set announced_from = (
  select (e.data ->> 'announced')::timestamptz from event e
  where e.board = o.board and e.stream = 'policy/' || o.policy and e.type like 'policy.published.%'
  order by e.version desc limit 1)
where o.life = 'PUBLISHED' and o.planned_from is null;
create index policy_overview_announced on policy_overview (announced_from) where announced_from is not null;

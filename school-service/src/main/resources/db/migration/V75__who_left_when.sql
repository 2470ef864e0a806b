-- When somebody left, so that they can be forgotten in time. Null while they are here, and for classes.
alter table roster_member add column left_at timestamptz;
create index roster_member_left on roster_member (left_at) where left_at is not null;

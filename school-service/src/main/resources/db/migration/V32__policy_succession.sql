-- Since when what is in force is so. Null where it was known before this column.
alter table policy_in_force add column since timestamptz;

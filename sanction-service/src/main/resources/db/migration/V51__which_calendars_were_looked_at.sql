-- When what hangs on the end of a school's day was last looked at since its calendar was told; null: not yet. Those come first, since a look takes so many
-- only.
alter table calendar_changed add column looked_at timestamptz;

-- Until when a pupil was here, by when it was told: what is asked about a moment before that is asked of who was here. Of those who
-- had left before this was kept it is not known, and they count as never here.
alter table pupil_known add column left_at timestamptz;

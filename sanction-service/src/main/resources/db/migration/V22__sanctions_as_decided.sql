alter table sanction_overview
  -- when the head confirmed it, where that was noted: on its first day a measure holds from then on
  add column confirmed_at           timestamptz,
  add column report_to_inspectorate boolean not null default false,
  -- the pupil's place on the ladder now, where the count was corrected after somebody decided
  add column step_now               int;

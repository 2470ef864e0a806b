-- When the head confirmed it, where that was noted: on its first day a measure holds from then on.
alter table sanction_overview
  add column confirmed_at           timestamptz,
  add column report_to_inspectorate boolean not null default false;

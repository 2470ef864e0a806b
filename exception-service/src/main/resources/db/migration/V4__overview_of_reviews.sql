-- The list with what a calendar looks at and who assesses. It is filled anew from the log.

drop table exemption_overview;

create table exemption_overview (
  exemption       uuid        primary key,
  board           text        not null,
  school          text        not null,
  position        bigint      not null,
  pupil           text        not null,
  status          text        not null,
  requested_at    timestamptz not null,
  changed_at      timestamptz not null,
  assessors       varchar[]   not null default '{}',
  review_due      date,
  reminded_stage  text,
  reminded_on     date,
  suspended_until date
);

create index exemption_overview_newest on exemption_overview (board, school, position desc);
create index exemption_overview_by_pupil on exemption_overview (board, school, pupil, position desc);
create index exemption_overview_due on exemption_overview (review_due) where review_due is not null;
create index exemption_overview_suspended on exemption_overview (suspended_until) where suspended_until is not null;

update checkpoint set position = 0 where subscription = 'exemption-overview';

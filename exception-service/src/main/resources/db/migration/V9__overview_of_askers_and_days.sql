-- The list with who asked, the day on which somebody is to be reminded next, and the day since which a pupil's classes are
-- taken as known. It is filled anew from the log.

truncate exemption_overview;

alter table exemption_overview
  add column asker       text not null,
  add column remind_on   date,
  add column reviewed_on date,
  drop column reminded_stage,
  drop column reminded_on;

create index exemption_overview_reminds on exemption_overview (remind_on, exemption) where remind_on is not null;

update checkpoint set position = 0 where subscription = 'exemption-overview';

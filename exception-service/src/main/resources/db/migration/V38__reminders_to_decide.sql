-- The day on which somebody is to be reminded again that a request waits for a decision; null: nobody was yet.

alter table exemption_overview add column decide_remind_on date;

create index exemption_overview_waits on exemption_overview (submitted_on, exemption)
  where status in ('COMPLETE', 'UNDER_ASSESSMENT');

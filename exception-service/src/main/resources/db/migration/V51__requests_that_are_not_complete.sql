-- The list with the day on which something was asked, by which the time to complete it runs, and with the day on which somebody was reminded of
-- that; null: nobody was yet. It is filled anew from the log.

truncate exemption_overview;

alter table exemption_overview
  add column requested_on date,
  add column complete_reminded_on date;

create index exemption_overview_incomplete on exemption_overview (requested_on, exemption)
  where status = 'REQUESTED' and complete_reminded_on is null;

update checkpoint set position = 0 where subscription = 'exemption-overview';

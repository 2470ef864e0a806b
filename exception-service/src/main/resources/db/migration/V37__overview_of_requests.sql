-- The list with the day on which a request was submitted: from then on the school's term to decide runs. It is filled anew from
-- the log.

truncate exemption_overview;

alter table exemption_overview add column submitted_on date;

update checkpoint set position = 0 where subscription = 'exemption-overview';

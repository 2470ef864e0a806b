-- The day on which the school reported it to the inspectorate, once somebody has said so.
alter table sanction_overview add column reported_on date;

create index sanction_overview_to_report on sanction_overview (board, school, position desc)
  where report_to_inspectorate and reported_on is null;

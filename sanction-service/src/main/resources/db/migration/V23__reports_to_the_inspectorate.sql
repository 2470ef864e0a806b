-- What was confirmed before the list said so: a suspension of more than a day is reported to the inspectorate.
update sanction_overview set report_to_inspectorate = true where measure = 'SUSPENSION' and until_day > from_day;

-- A survey's key is kept hidden by the master key, so that what lies in this database alone tells of nobody that they
-- answered. Keys that were in the clear are destroyed: a survey that ran under one takes no more answers, and is closed.
delete from survey_key;
alter table survey_key drop column key;
alter table survey_key add column hidden text not null;

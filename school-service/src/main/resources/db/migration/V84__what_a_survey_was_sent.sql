-- That an answer to a survey comes again under its Idempotency-Key is told by codes that the survey's own key makes of the
-- person, that key and what was answered. The Idempotency-Key is kept nowhere: who does not have it can't tell by them what
-- was answered. They are destroyed with the others when the survey ends.
alter table survey_answerer add column sent_under bytea, add column sent bytea;

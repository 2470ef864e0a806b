-- Which claim holds a message, or held it last where its sender never said what came of it.
alter table message_view add column claim uuid;

-- A note is known by its transaction and school.
alter table noted_change drop column number;

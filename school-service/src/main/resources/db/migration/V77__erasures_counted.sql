-- Projection: how many people were forgotten on which day. Whom, the log alone says, by pseudonyms.
create table erasure_count (
  board text not null,
  school text not null,
  day date not null,
  cause text not null,
  people int not null,
  primary key (board, school, day, cause));

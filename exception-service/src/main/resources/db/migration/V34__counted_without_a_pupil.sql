-- A counted exemption has no pupil any more once the pupil is forgotten. The year group that counts for it stays, in a table of
-- its own: exemption_counted is filled anew from the log, which does not know it.
alter table exemption_counted alter column pupil drop not null;
create index exemption_counted_of_pupil on exemption_counted (board, pupil) where pupil is not null;

create table exemption_year_group (
  board      text not null,
  school     text not null,
  figure     text not null,
  id         text not null,
  year_group text not null,
  primary key (board, school, figure, id)
);

-- In which time zone a school is registered: by that its days go until it has a calendar, as in the other services.
create table school_zone_known (
  board     text   not null,
  school    text   not null,
  time_zone text   not null,
  sequence  bigint not null,
  primary key (board, school));

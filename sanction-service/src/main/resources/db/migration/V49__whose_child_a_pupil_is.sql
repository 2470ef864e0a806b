-- Whose child a pupil is, by the roster: all parents, also who has no custody, who may not be told of the pupil, and once the pupil
-- has left. It was told all along and not kept: a consumer of its own reads the topic from its beginning.

create table family_known (
  board    text   not null,
  school   text   not null,
  pupil    text   not null,
  sequence bigint not null,
  primary key (board, school, pupil)
);

create table parent_known (
  board   text    not null,
  school  text    not null,
  pupil   text    not null,
  parent  text    not null,
  custody boolean not null,
  contact boolean not null,
  primary key (board, school, pupil, parent)
);

create index parent_known_of on parent_known (board, school, parent);

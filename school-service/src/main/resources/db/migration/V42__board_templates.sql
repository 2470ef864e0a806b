-- Projection: the templates of its own that a board offers its schools now.
create table board_template (
  board text not null,
  name text collate "C" not null,
  revision int not null,
  topic text not null,
  title text not null,
  about text not null,
  primary key (board, name));

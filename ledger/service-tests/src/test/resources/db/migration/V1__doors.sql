create table door_list (
  board  text not null,
  school text not null,
  id     uuid not null,
  label  text not null,
  primary key (board, school, id)
);

create table knock (id serial primary key);

-- What those who teach a pupil see of an exemption in force. Rebuilt from the log at will.

create table exemption_signal (
  exemption uuid   primary key,
  board     text   not null,
  school    text   not null,
  pupil     text   not null,
  in_force  boolean not null,
  moments   text[] not null,
  subjects  text[] not null,
  places    text[] not null,
  devices   text[] not null,
  windows   jsonb  not null,
  agreed    text[] not null,
  contact   text   not null,
  since     date   not null
);

create index exemption_signal_of_pupil on exemption_signal (board, school, pupil, exemption);

-- That an incident is refused says of a pupil what is for those who teach them: that their use was allowed, that there was
-- no ban. To whom else it was told is kept, for the head to see who asks about many.
create table told_refusal (
  number   bigint      generated always as identity primary key,
  board    text        not null,
  school   text        not null,
  pupil    text        not null,
  category text        not null,
  told_to  text        not null,
  told_at  timestamptz not null
);

create index told_refusal_by_school on told_refusal (board, school, number);
create index told_refusal_by_age on told_refusal (told_at);

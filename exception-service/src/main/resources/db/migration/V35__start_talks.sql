-- Which pupils have a support plan, and when the start talk was held with whom. Plans were told all along and not kept, so the
-- topic is read again, under the consumer's new name.

alter table pupil_known add column support_plan boolean not null default false;

create index pupil_known_with_plan on pupil_known (board, school, pupil) where present and support_plan;

create table start_talk (
  board   text not null,
  school  text not null,
  pupil   text not null,
  -- the last one
  held_on date not null,
  primary key (board, school, pupil)
);

delete from parked where consumer = 'school-people';

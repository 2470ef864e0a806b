-- Projection: which classes have pupils in common, and how many at a time (both days included; a class has all of its own).
-- Asked for by whoever shows something to "their teachers": of each pupil all classes would be too much to look up each time.
create table class_meeting (
  board text not null,
  school text not null,
  class text not null,
  other text not null,
  first_day date not null,
  last_day date not null,
  pupils int not null,
  primary key (board, school, class, other, first_day, last_day));
create index class_meeting_over on class_meeting (board, school) where pupils = 0;

insert into class_meeting (board, school, class, other, first_day, last_day, pupils)
select a.board, a.school, a.class, b.class, coalesce(greatest(a.first_day, b.first_day), '-infinity'),
  coalesce(least(a.last_day, b.last_day), 'infinity'), count(*)
from class_place a
join class_place b on b.board = a.board and b.school = a.school and b.person = a.person and b.role = 'PUPIL'
where a.role = 'PUPIL'
group by 1, 2, 3, 4, 5, 6
having coalesce(greatest(a.first_day, b.first_day), '-infinity') <= coalesce(least(a.last_day, b.last_day), 'infinity');

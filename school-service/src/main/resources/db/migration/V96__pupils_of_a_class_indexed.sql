-- The lines on a class's pupils are found by the class, as its teachers' are: one that is pushed with other terms, or is gone,
-- would have all lines of its school looked through.
create index roster_record_student on roster_record (roster, class_id)
  where class_id is not null and role = 'student';

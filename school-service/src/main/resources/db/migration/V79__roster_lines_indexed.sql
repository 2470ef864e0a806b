-- Few lines have an outcome: those are found without looking at all others.
create index roster_record_outcome on roster_record (import) where outcome is not null;

-- A line is found by its id alone; which file it is of, only where that are few. Each line that is copied is entered there.
drop index roster_record_id;
create index roster_record_id on roster_record (roster, id);
create index roster_record_file on roster_record (roster, file) where file <> 'enrollments';

-- From now on org_id is null also where a line names the school itself.

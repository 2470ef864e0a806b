-- Who teaches a class's pupils is kept in memory for as long as none of these change.
call note_changes_of('class_place', 'class_meeting', 'class_meeting_due');

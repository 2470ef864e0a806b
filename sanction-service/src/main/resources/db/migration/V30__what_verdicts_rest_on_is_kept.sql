-- What a verdict rests on is kept in memory for as long as none of these change.
call note_changes_of('pupil_known', 'enrolment_known', 'class_known', 'teaching_known', 'school_book',
  'exemption_known', 'exemption_suspended', 'educational_use_view', 'sanction_overview');

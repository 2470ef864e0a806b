-- Whether whom to ask about an exemption has left is part of what a verdict rests on.
call note_changes_of('staff_known');

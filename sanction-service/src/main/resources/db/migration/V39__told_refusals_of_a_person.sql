-- With somebody who is forgotten goes what was told of them, and to them.
create index told_refusal_by_pupil on told_refusal (board, pupil);
create index told_refusal_by_person on told_refusal (board, told_to);

-- Projection: classes whose meetings are to be counted anew, since many pupils changed at once. Until then what stands of
-- them in class_meeting says nothing, and is looked up in class_place instead.
create table class_meeting_due (
  board text not null,
  school text not null,
  class text not null,
  -- Of the log, in which the school's events are.
  partition smallint not null,
  primary key (board, school, class));

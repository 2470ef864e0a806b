-- A reminder that is said anew has another id: who reads the old one at that moment must not stand in its way.
alter table reminder_read
  drop constraint reminder_read_reminder_fkey,
  add constraint reminder_read_reminder_fkey
    foreign key (reminder) references reminder on update cascade on delete cascade;

-- Who has the device that a reminder is about: they are reminded whether or not they teach the pupil.
alter table reminder add column taken_by text;

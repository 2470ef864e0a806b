-- The list with who is mentor of an exemption by itself: asked for it as such, or sits on its core team as such. It is filled
-- anew from the log.

truncate exemption_overview;

alter table exemption_overview
  drop column asker,
  add column asked_as_mentor  text,
  add column seated_as_mentor varchar[] not null default '{}';

update checkpoint set position = 0 where subscription = 'exemption-overview';

-- Files that show why a device is needed, sealed with the pupil's key. A file that was never attached to its request (the
-- service ended in between) is swept away; one that is no longer needed is destroyed here, which the log outlives.

create table evidence_file (
  file      uuid        primary key,
  board     text        not null,
  school    text        not null,
  exemption uuid        not null,
  pupil     text        not null,
  sealed    bytea       not null,
  attached  boolean     not null default false,
  kept_at   timestamptz not null default clock_timestamp()
);

create index evidence_file_of_exemption on evidence_file (exemption);
create index evidence_file_never_attached on evidence_file (kept_at) where not attached;

-- Of a refused request evidence is kept by when it was refused, and by the term of the policy that was in force then. Policies
-- that were known before terms were kept say nothing of theirs: the topic is read again, under the consumer's new name, and
-- until a policy has come by, nothing is destroyed by its term.

alter table evidence_file add column refused_at timestamptz;

update evidence_file f set refused_at = e.recorded_at
from event e
where e.board = f.board and e.stream = 'exemption/' || f.exemption and e.type = 'exemption.refused.v1';

alter table evidence_file drop column destroy_at;

create index evidence_file_refused on evidence_file (refused_at) where refused_at is not null;

delete from parked where consumer = 'school-rules';

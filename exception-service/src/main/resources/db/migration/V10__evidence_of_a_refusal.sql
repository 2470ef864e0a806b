-- Evidence of a refused request is kept as long as the refusal can be objected to, by the policy's own term.

alter table exemption_rule_known add column objection_term text;

alter table evidence_file add column destroy_at timestamptz;

create index evidence_file_to_destroy on evidence_file (destroy_at) where destroy_at is not null;

update evidence_file f set destroy_at = clock_timestamp() + interval '42 days'
from event e
where e.board = f.board and e.stream = 'exemption/' || f.exemption and e.type = 'exemption.refused.v1';

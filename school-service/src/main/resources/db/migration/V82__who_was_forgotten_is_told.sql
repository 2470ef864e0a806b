-- Who was forgotten before others heard of such is told now: the relay goes back to the first of them. What else it says on its
-- way has the ids that it had, by which others know that they heard it.
update checkpoint c set position = forgot.first - 1
from (select partition, min(position) as first from event where type = 'subject.forgotten.v1' group by partition) forgot
where c.subscription = 'relay-school-events-v1' and c.partition = forgot.partition and c.position >= forgot.first;

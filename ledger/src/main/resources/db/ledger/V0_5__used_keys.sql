-- To find what clients' idempotency keys are old enough to be forgotten, at next to no price for writes.
create index handled_age on handled using brin (handled_at);

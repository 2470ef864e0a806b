-- Asked each second for each webhook: what waits for it, and how much of it is in hand. Not for what was delivered, which is
-- nearly all there is.
create index webhook_delivery_waiting on webhook_delivery (webhook, due_at) where due_at is not null;
create index webhook_delivery_in_hand on webhook_delivery (webhook, claimed_until) where claimed_until is not null;
drop index webhook_delivery_due;

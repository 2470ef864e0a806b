-- Where a school's pipelines want to hear how far messages got. Secrets are hidden with the master key.
create table webhook (
  webhook uuid primary key,
  board text not null, school text not null,
  url text not null, events text[] not null,
  secret text not null, earlier_secret text, earlier_until timestamptz,
  state text not null, reason text,
  created_at timestamptz not null, changed_at timestamptz not null);
create index webhook_school on webhook (board, school, created_at, webhook);

-- One per webhook and event. The body holds ids and states only.
create table webhook_delivery (
  delivery uuid primary key,
  webhook uuid not null references webhook on delete cascade,
  event uuid not null, type text not null, body text not null,
  state text not null, reason text, attempts int not null default 0, last_status int,
  due_at timestamptz, claimed_until timestamptz,
  created_at timestamptz not null, changed_at timestamptz not null,
  unique (webhook, event));
create index webhook_delivery_due on webhook_delivery (due_at) where due_at is not null;
create index webhook_delivery_newest on webhook_delivery (webhook, created_at desc, delivery desc);

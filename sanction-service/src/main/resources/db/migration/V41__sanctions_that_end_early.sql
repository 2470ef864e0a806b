-- When the head ended a measure before its days were over: on its last day it holds until then.
alter table sanction_overview add column ended_at timestamptz;

-- The day by the terms of a review to come, where somebody chose a sooner one; null where it is the row's own. So that a look which leaves
-- it where it is shows, however often another day is chosen: by the last word on the review.
alter table exemption_counted add column planned date;

update exemption_counted c
set planned = (t.review ->> 'planned')::date
from (
  select distinct on (e.board, e.stream) e.board, e.stream, e.data -> 'review' as review
  from event e
  where e.type like 'exemption.review-held.v%'
  order by e.board, e.stream, e.version desc) t
where t.board = c.board and c.figure = 'REVIEWS' and c.id = c.exemption || '/to-come'
  and t.stream = 'exemption/' || c.exemption and t.review ->> 'planned' is not null;

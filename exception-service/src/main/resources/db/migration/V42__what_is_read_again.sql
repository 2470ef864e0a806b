-- The day of the review to come by the terms, where somebody chose a sooner one. Null: that of review_due; and where one was chosen before this was
-- kept, until the list is filled anew.
alter table exemption_overview add column review_planned date;

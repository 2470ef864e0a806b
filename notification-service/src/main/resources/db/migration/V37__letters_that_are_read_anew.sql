-- Before decisions were kept by their place, the end of what was ended early stood as its decision. 0: not known. The consumer
-- letter-decisions reads the topic from its beginning, and fills it in.
update letter_sanction set decided_sequence = 0 where decided_sequence = sequence;

-- Whether guardians were heard before it was confirmed. Null: of what was confirmed before that was told, nobody here knows.
alter table letter_sanction add column guardians_heard boolean;

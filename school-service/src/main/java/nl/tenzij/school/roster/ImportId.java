package nl.tenzij.school.roster;

import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/** One import of one school's roster. */
record ImportId(Board board, School school, UUID id) {}

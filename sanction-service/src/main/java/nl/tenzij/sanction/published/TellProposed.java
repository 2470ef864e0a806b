package nl.tenzij.sanction.published;

import java.util.UUID;
import nl.tenzij.sanction.sanction.Measure;

/** {@code proposed.v1}. */
record TellProposed(
    UUID sanction, UUID incident, String pupil, Measure measure, int step, String clause) {}

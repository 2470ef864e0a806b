package nl.tenzij.sanction.published;

import java.util.UUID;
import nl.tenzij.sanction.sanction.Measure;

/** {@code breach-counted-again.v1}. */
record TellCountedAgain(
    UUID sanction,
    UUID incident,
    String pupil,
    Measure measure,
    int step,
    boolean awaitsConfirmation) {}

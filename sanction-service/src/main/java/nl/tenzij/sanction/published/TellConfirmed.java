package nl.tenzij.sanction.published;

import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.sanction.sanction.Measure;

/** {@code confirmed.v1}. */
record TellConfirmed(
    UUID sanction,
    UUID incident,
    String pupil,
    Measure measure,
    LocalDate from,
    LocalDate until,
    boolean reportToInspectorate) {}

package nl.tenzij.exception.starttalk;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The start talks of one pupil.
 *
 * @param last the day of the last one; empty where there was none
 */
public record StartTalks(Optional<LocalDate> last) {}

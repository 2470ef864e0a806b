package nl.tenzij.exception.starttalk;

import java.time.LocalDate;
import java.util.List;
import nl.tenzij.exception.exemption.Heard;

/**
 * It was talked over whether the pupil needs a device.
 *
 * @param ofAge whether the pupil was on the day of the talk, and takes part then
 */
public record HoldStartTalk(
    String pupil, LocalDate on, List<Heard> with, LocalDate today, String by, boolean ofAge) {}

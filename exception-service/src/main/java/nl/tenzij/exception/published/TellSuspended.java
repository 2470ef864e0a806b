package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.util.UUID;

/** {@code exemption-suspended.v1}. */
record TellSuspended(UUID exemption, String pupil, LocalDate from, LocalDate until) {}

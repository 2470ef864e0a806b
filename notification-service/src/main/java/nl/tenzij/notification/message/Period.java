package nl.tenzij.notification.message;

import java.time.LocalDate;

/**
 * From one day until another, both included.
 *
 * @param until the last day, or null where none is said
 */
public record Period(LocalDate from, LocalDate until) {}

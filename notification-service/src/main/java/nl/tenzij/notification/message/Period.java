package nl.tenzij.notification.message;

import java.time.LocalDate;

/**
 * From one day until another, both included.
 *
 * @param until the last day
 */
public record Period(LocalDate from, LocalDate until) {}

package nl.tenzij.sanction.sanction.api;

import java.time.LocalDate;

/**
 * That a talk, a detention or a report to the police was carried out.
 *
 * @param on the day on which it was, not in the future; absent: today
 */
public record CompletionRequest(LocalDate on) {}

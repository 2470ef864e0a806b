package nl.tenzij.sanction.sanction.api;

import java.time.LocalDate;

/**
 * That the school has reported it to the inspectorate.
 *
 * @param on the day on which it did, not in the future; absent: today
 */
public record InspectorateReportRequest(LocalDate on) {}

package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * That a talk, a detention or a report to the police was carried out; or that a ban or a suspension
 * is over before its days are. Said again, it changes nothing; a case number said again is refused.
 *
 * @param on the day on which it was, or the last one, not in the future; absent: today
 * @param reason needed where it ends before its days are over; stays within the school
 * @param caseNumber under which the police have the report; where it comes after it was said to be
 *     done, alone; stays within the school
 */
public record CompletionRequest(
    LocalDate on,
    @Size(min = 1, max = 4000) String reason,
    @Size(min = 1, max = 100) String caseNumber) {}

package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import nl.tenzij.ledger.privacy.Personal;

/**
 * A while without the exemption.
 *
 * @param from first day
 * @param until last day
 * @param conditions what makes it come back sooner
 * @param by who decided on it
 */
public record Suspension(
    LocalDate from,
    LocalDate until,
    Personal<String> reason,
    Personal<String> conditions,
    String by) {}

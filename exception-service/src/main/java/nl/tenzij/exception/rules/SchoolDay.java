package nl.tenzij.exception.rules;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import nl.tenzij.exception.exemption.ReviewTerms;

/**
 * Today at a school, with the rule for exemptions that holds.
 *
 * @param criteria numbers in the policy; none where it is not known
 * @param decidedWithin from submission to decision
 * @param lead how long before its day a review can be held
 */
public record SchoolDay(
    LocalDate date, List<String> criteria, Period decidedWithin, ReviewTerms terms, Period lead) {}

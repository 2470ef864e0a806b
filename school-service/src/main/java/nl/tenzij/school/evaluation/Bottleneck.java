package nl.tenzij.school.evaluation;

import java.time.LocalDate;

/**
 * Something that does not work as it was meant (S0 step 6).
 *
 * @param clause number of the clause it is about; null where it is about all of the policy
 * @param text of the rule and not of persons
 */
public record Bottleneck(Audience from, String clause, String text, LocalDate on) {}

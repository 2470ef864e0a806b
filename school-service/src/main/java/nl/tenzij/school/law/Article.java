package nl.tenzij.school.law;

import java.time.LocalDate;

/**
 * A provision as it is cited.
 *
 * @param cited such as {@code WMS art. 10 lid e}
 * @param says what it is about, in a few Dutch words
 * @param source where that was read
 * @param read when
 */
public record Article(
    Provision provision, String cited, String says, String source, LocalDate read) {}

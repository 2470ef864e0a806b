package nl.tenzij.school.contact;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How to reach a guardian.
 *
 * @param email absent where none is known
 * @param informed absent where the guardian is tied to no pupil here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactView(
    String guardian,
    String givenName,
    String familyName,
    String email,
    String language,
    Boolean informed) {}

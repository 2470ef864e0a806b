package nl.tenzij.school.search.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import nl.tenzij.school.search.Kind;
import nl.tenzij.school.search.Reason;

/**
 * Whom to look for.
 *
 * @param name a name or some beginnings of one, two letters at least
 * @param kinds all where it is left out
 */
public record SearchRequest(
    @NotBlank @Size(max = 200) String name,
    @Size(min = 1) Set<@NotNull Kind> kinds,
    @NotNull Reason reason) {}

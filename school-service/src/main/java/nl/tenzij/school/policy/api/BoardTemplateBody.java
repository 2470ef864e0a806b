package nl.tenzij.school.policy.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import nl.tenzij.school.policy.Topic;

/**
 * A policy that a board offers its schools to start from.
 *
 * @param about what kind of policy it is
 */
public record BoardTemplateBody(
    @NotNull Topic topic,
    @NotBlank @Size(max = 1000) String about,
    @NotNull @Valid PolicyText content) {}

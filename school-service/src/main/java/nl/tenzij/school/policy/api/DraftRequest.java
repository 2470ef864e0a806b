package nl.tenzij.school.policy.api;

import jakarta.validation.Valid;
import nl.tenzij.school.policy.Topic;

/** A policy to begin with; both parts come from the template where one is named. */
public record DraftRequest(Topic topic, @Valid PolicyText content) {}

package nl.tenzij.school.policy.api;

import jakarta.validation.Valid;
import nl.tenzij.school.policy.Topic;

/**
 * A policy to begin with; topic and content come from the template where one is named.
 *
 * @param adopted only for a policy that the school has in force already, from before it used the
 *     product
 */
public record DraftRequest(Topic topic, @Valid PolicyText content, @Valid AdoptionText adopted) {}

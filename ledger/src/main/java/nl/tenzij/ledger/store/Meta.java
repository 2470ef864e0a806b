package nl.tenzij.ledger.store;

import java.util.UUID;

/**
 * Who did it and what it follows from. Kept with every event; holds ids only.
 *
 * @param actor id of the person or client that acted
 * @param role in which role
 * @param command id of the command, fresh per request
 * @param cause id of the event or command that led to it, or null
 * @param correlation id that everything following from one outside request shares
 * @param traceparent W3C trace context, or null
 */
public record Meta(
    String actor, String role, UUID command, UUID cause, UUID correlation, String traceparent) {}

package nl.tenzij.ledger.web;

/**
 * One thing wrong with the input.
 *
 * @param field where: a path in the body ("hinges[0].id"), or the name of a parameter or header;
 *     empty for the body as a whole
 * @param code stable and machine-readable ("required", "type", "unknown", "too-deep", …)
 * @param detail what would be right; never the value that was sent
 */
public record InputError(String field, String code, String detail) {}

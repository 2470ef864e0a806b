package nl.tenzij.ledger.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One page of a list.
 *
 * @param next the cursor of the page after this one; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Listing<T>(List<T> items, String next) {}

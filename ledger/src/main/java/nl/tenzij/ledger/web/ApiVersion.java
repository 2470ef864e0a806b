package nl.tenzij.ledger.web;

/**
 * The version of the API that every answer names. The header itself is set by the HTTP server's
 * configuration, so that answers made below any resource carry it too.
 */
public final class ApiVersion {

  public static final String HEADER = "API-Version";
  public static final String BASE = "/api/v1";

  private ApiVersion() {}
}

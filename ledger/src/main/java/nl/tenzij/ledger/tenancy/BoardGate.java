package nl.tenzij.ledger.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets nobody in whose token belongs to no board, whatever the resource does or forgets. */
public class BoardGate {

  private final SecurityIdentity identity;
  private final Caller caller;

  public BoardGate(SecurityIdentity identity, Caller caller) {
    this.identity = identity;
    this.caller = caller;
  }

  /**
   * @throws Forbidden where the token belongs to no board
   */
  @ServerRequestFilter
  public void belongsToABoard() {
    if (!identity.isAnonymous()) {
      caller.board();
    }
  }
}

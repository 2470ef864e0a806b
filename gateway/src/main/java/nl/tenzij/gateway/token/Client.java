package nl.tenzij.gateway.token;

/**
 * Who calls, by a token that was found good.
 *
 * @param application the token's {@code azp}
 * @param subject the token's {@code sub}
 */
public record Client(String application, String subject) {

  /** Unique per application and person. */
  public String key() {
    return application + '\n' + subject;
  }
}

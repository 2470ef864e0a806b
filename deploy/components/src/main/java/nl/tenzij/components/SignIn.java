package nl.tenzij.components;

/**
 * Where people and systems of the demo realm sign in.
 *
 * @param url Keycloak's address, without the realm
 * @param keys the private keys of the realm's clients
 */
public record SignIn(String url, DemoKeys keys, Tokens tokens) {
  public SignIn(String url, DemoKeys keys) {
    this(url, keys, new Tokens(issuer(url), keys));
  }

  /** The realm's address, which is also the issuer in its tokens. */
  public String issuer() {
    return issuer(url);
  }

  private static String issuer(String url) {
    return url + "/realms/tenzij";
  }
}

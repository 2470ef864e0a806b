package nl.tenzij.local.day;

import nl.tenzij.components.Tokens;

/** Where people and systems get their access tokens. */
public interface Access {

  /** A person's, by the name with which that person signs in. */
  String user(String name);

  /** As {@link #user}, but one that ends within seconds. */
  String expiring(String name);

  /** A system's own. */
  String client(String name);

  static Access of(Tokens tokens) {
    return new Access() {
      @Override
      public String user(String name) {
        return tokens.user(name);
      }

      @Override
      public String expiring(String name) {
        return tokens.expiring(name);
      }

      @Override
      public String client(String name) {
        return tokens.client(name);
      }
    };
  }
}

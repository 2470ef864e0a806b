package nl.tenzij.local.figures;

/**
 * A GET that somebody with a token makes.
 *
 * @param path with its query
 */
record Question(String path, String token) {

  Question at(String other) {
    return new Question(other, token);
  }
}

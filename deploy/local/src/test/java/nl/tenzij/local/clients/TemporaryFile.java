package nl.tenzij.local.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For who takes nothing but files. */
record TemporaryFile(Path path) implements AutoCloseable {

  TemporaryFile(byte[] content) throws IOException {
    this(Files.write(Files.createTempFile("tenzij-client", ""), content));
  }

  @Override
  public void close() throws IOException {
    Files.delete(path);
  }
}

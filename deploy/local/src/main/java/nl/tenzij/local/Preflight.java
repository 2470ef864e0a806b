package nl.tenzij.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.tenzij.components.ComponentFailed;

/** What must hold before anything is started, and the sentence to say where it does not. */
final class Preflight {
  static final long SPACE = 1L << 30;

  private Preflight() {}

  /** A folder in which we can write, with at least this many bytes to spare. */
  static void check(Path folder, long space) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "may-write", null));
      var free = Files.getFileStore(folder).getUsableSpace();
      if (free < space) {
        throw new ComponentFailed(
            "The disk of %s has %d MB left: make room for %d MB and try again."
                .formatted(folder, free >> 20, space >> 20));
      }
    } catch (IOException e) {
      throw new ComponentFailed(sentence(e), e);
    }
  }

  /** One sentence that says what to do. */
  static String sentence(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AccessDeniedException denied) {
        return "You may not write %s: make it yours with chown, or run as its owner."
            .formatted(denied.getFile());
      }
      if (cause.getMessage() != null && cause.getMessage().contains("No space left on device")) {
        return "The disk is full: make room for %d MB and try again.".formatted(SPACE >> 20);
      }
      if (cause instanceof OutOfMemoryError) {
        return "The launcher's memory did not suffice: raise its -Xmx in ./run and try again.";
      }
      if (cause instanceof ComponentFailed failed) {
        return failed.getMessage();
      }
      if (cause instanceof FileSystemException file) {
        return "%s can't be used (%s): see to it and try again."
            .formatted(file.getFile(), file.getClass().getSimpleName());
      }
    }
    return failure instanceof UncheckedIOException io
        ? "Reading or writing failed: " + io.getCause().getMessage()
        : failure.toString();
  }
}

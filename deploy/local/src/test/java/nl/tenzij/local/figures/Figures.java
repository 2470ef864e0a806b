package nl.tenzij.local.figures;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The figures of the school day, each beside a raw run in the same minutes; {@code ./benchmark
 * NAME} runs one of them. {@link Settings} says how long and how large.
 */
public final class Figures {

  private static final Map<String, Runnable> ALL =
      Map.of(
          "gateway", GatewayFigure::run,
          "verdict", VerdictFigure::run,
          "teachers", TeachersFigure::run,
          "incident", IncidentFigure::run,
          "mail", MailFigure::run,
          "shown", ShownFigure::run,
          "lesson-start", LessonStartFigure::run);

  private Figures() {}

  public static void main(String[] names) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          System.exit(1);
        });
    Logger.getLogger("org.flywaydb").setLevel(Level.WARNING);
    for (String name : names) {
      ALL.get(name).run();
    }
    System.exit(0);
  }
}

package nl.tenzij.local.figures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.tenzij.local.figures.Country.Teacher;
import nl.tenzij.local.figures.House.Sanctions;

/**
 * Teachers all over the country ask for the verdicts on their class at the start of a lesson,
 * through the gateway, at a steady rate that grows until one in a hundred waits longer than 50 ms.
 */
final class LessonStartFigure {

  private static final double LONGEST = 50;
  private static final int FIRST = Integer.getInteger("tenzij.rate", 100);
  private static final double GROWTH = 1.2;
  private static final int MINUTES = 5;

  private LessonStartFigure() {}

  static void run() {
    Table.head("A lesson start at national size, through the gateway");
    Table.print("%s", Settings.machine());
    Table.print(
        "Load: Vert.x's client at a steady rate, in this process; a teacher of any class asks for the verdicts on it, with a token of the teacher's own.");
    try (House house = new House();
        Sanctions all = house.sanctions(Settings.SCHOOLS);
        Program gateway = house.gateway(all.program().url());
        Steady steady = new Steady()) {
      List<Teacher> teachers = all.country().teachers(new Random(1));
      List<Question> questions = Country.aboutClasses(teachers);
      Table.print(
          "%,d pupils in classes of %d: if the teachers of all of them ask within %d minutes, that is %,d a second",
          all.country().pupils(),
          Country.PUPILS_PER_CLASS,
          MINUTES,
          all.country().pupils() / Country.PUPILS_PER_CLASS / (MINUTES * 60));
      steady.run(gateway.url(), questions, FIRST, Settings.WARM_UP.dividedBy(2));
      steady.run(gateway.url(), questions, FIRST * 2, Settings.WARM_UP);
      int stood = 0;
      int rate = FIRST;
      boolean stands = true;
      while (stands) {
        Map<String, Double> before = used(gateway, all);
        Result result = steady.run(gateway.url(), questions, rate, Settings.RUN);
        Map<String, Double> after = used(gateway, all);
        Table.row("classes at %,d a second".formatted(rate), result);
        tellUse(before, after);
        stands = result.failed() == 0 && result.p99() <= LONGEST;
        if (stands) {
          stood = rate;
          rate = (int) Math.ceil(rate * GROWTH);
        }
      }
      Table.print(
          "%-58s %,10d /s   (%,d pupils a second)   p99 passes %.0f ms at %,d /s",
          "classes a second that it stands",
          stood,
          stood * Country.PUPILS_PER_CLASS,
          LONGEST,
          rate);
    }
  }

  /** Seconds of processor so far, by who used them. */
  private static Map<String, Double> used(Program gateway, Sanctions sanctions) {
    Map<String, Double> used = new LinkedHashMap<>();
    used.put("gateway", gateway.processorSeconds());
    used.put("sanction-service", sanctions.program().processorSeconds());
    used.put("database", sanctions.country().processorSeconds());
    used.put("who asks", Program.processorSeconds(ProcessHandle.current().pid()));
    used.put("time", System.nanoTime() / 1e9);
    return used;
  }

  private static void tellUse(Map<String, Double> before, Map<String, Double> after) {
    double wall = after.remove("time") - before.remove("time");
    StringBuilder line = new StringBuilder("  processors:");
    double sum = 0;
    for (Map.Entry<String, Double> each : after.entrySet()) {
      double share = (each.getValue() - before.get(each.getKey())) / wall;
      sum += share;
      line.append(" %s %.2f,".formatted(each.getKey(), share));
    }
    Table.print("%s together %.2f of %d", line, sum, Runtime.getRuntime().availableProcessors());
  }
}

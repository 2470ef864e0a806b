package nl.tenzij.local.figures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import nl.tenzij.local.figures.Country.Teacher;
import nl.tenzij.local.figures.House.Sanctions;

/** The verdict beside the smallest endpoint with the same token check, small and national. */
final class VerdictFigure {

  private static final int STEADY = 1_000;
  private static final String SMALLEST = "/smallest";

  private VerdictFigure() {}

  /** What is asked of one instance. */
  private record Asked(Sanctions of, List<Question> pupils, Path pupilsList, Path classesList) {
    static Asked of(Sanctions sanctions, String name, Wrk wrk) {
      Random any = new Random(1);
      List<Teacher> teachers = sanctions.country().teachers(any);
      List<Question> pupils = Country.aboutPupils(teachers, any);
      return new Asked(
          sanctions,
          pupils,
          wrk.list(name + "-pupils", pupils),
          wrk.list(name + "-classes", Country.aboutClasses(teachers)));
    }

    String url() {
      return of.program().url();
    }
  }

  static void run() {
    Table.head("The verdict against the smallest endpoint with the same token check");
    Table.print("%s", Settings.machine());
    Table.print(
        "Load: wrk, 1 thread, %d kept connections; at a steady rate Vert.x's client. A teacher asks of own pupils, a token per teacher.",
        Settings.CONNECTIONS);
    Table.print(
        "Tokens of an issuer in this process, checked as Keycloak's. Rows as the projections write them, put in by SQL.");
    try (House house = new House();
        Program smallest = house.smallest();
        Sanctions one = house.sanctions(1);
        Sanctions all = house.sanctions(Settings.SCHOOLS);
        Steady steady = new Steady()) {
      Wrk wrk = new Wrk(house.folder());
      Asked small = Asked.of(one, "small", wrk);
      Asked national = Asked.of(all, "national", wrk);
      Path smallestList =
          wrk.list("smallest", small.pupils.stream().map(each -> each.at(SMALLEST)).toList());
      Table.print(
          "Small: %,d pupils in one school. National: %,d pupils, %,d exemptions, %,d schools.",
          one.country().pupils(),
          all.country().pupils(),
          all.country().number("select count(*) from exemption_known"),
          all.country().schools());
      for (Asked each : List.of(small, national)) {
        wrk.warm(each.url(), each.pupilsList);
        wrk.warm(each.url(), each.classesList);
        steady.run(each.url(), each.pupils, STEADY, Settings.RUN);
      }
      wrk.warm(smallest.url(), smallestList);
      measure(wrk, steady, smallest, smallestList, small, national);
      memory(all);
    }
  }

  private static void measure(
      Wrk wrk, Steady steady, Program smallest, Path smallestList, Asked small, Asked national) {
    int rounds = Settings.ROUNDS;
    double[] ratio = new double[rounds];
    double[] nationalRatio = new double[rounds];
    double[] p99 = new double[rounds];
    double[] nationalP99 = new double[rounds];
    double[] ofClass = new double[rounds];
    double[] classRate = new double[rounds];
    double[] size = new double[rounds];
    double[] classSize = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Result least = full(wrk, smallest.url(), smallestList, Settings.RUN);
      Result single = full(wrk, small.url(), small.pupilsList, Settings.RUN);
      Result nationally = full(wrk, national.url(), national.pupilsList, Settings.RUN);
      Result classes = full(wrk, small.url(), small.classesList, Settings.RUN);
      Result nationalClasses = full(wrk, national.url(), national.classesList, Settings.RUN);
      Result alone = wrk.run(small.url(), small.pupilsList, 1, Settings.RUN.dividedBy(2));
      Result classAlone = wrk.run(small.url(), small.classesList, 1, Settings.RUN.dividedBy(2));
      Result paced = steady.run(small.url(), small.pupils, STEADY, Settings.RUN);
      Result nationallyPaced = steady.run(national.url(), national.pupils, STEADY, Settings.RUN);
      Table.row("smallest endpoint", least);
      Table.row("verdict", single);
      Table.row("verdict, national", nationally);
      Table.row("verdicts on a class of 30", classes);
      Table.row("verdicts on a class of 30, national", nationalClasses);
      Table.row("verdict, one client alone", alone.allAnswered("verdict"));
      Table.row("verdicts on a class, one client alone", classAlone.allAnswered("verdicts"));
      Table.row("verdict at a steady rate", paced.allAnswered("verdict"));
      Table.row("verdict at a steady rate, national", nationallyPaced.allAnswered("verdict"));
      ratio[round] = single.perSecond() / least.perSecond();
      nationalRatio[round] = nationally.perSecond() / least.perSecond();
      p99[round] = paced.p99();
      nationalP99[round] = nationallyPaced.p99();
      ofClass[round] = classAlone.p50() / alone.p50();
      classRate[round] = single.perSecond() / classes.perSecond();
      size[round] = single.perSecond() / nationally.perSecond();
      classSize[round] = classes.perSecond() / nationalClasses.perSecond();
    }
    Table.figure("requests per second, verdict / smallest", ratio, "", "at least 0.6");
    Table.figure("the same, national", nationalRatio, "", "(none)");
    Table.figure("p99 at 1,000 a second", p99, "ms", "at most 15");
    Table.figure("the same, national", nationalP99, "ms", "(none)");
    Table.figure("time of a class / of a single one, client alone", ofClass, "", "at most 3");
    Table.figure("work of a class / of a single one, by rates", classRate, "", "at most 3");
    Table.figure("single ones, small / national, by rates", size, "", "at most 1.2");
    Table.figure("classes, small / national, by rates", classSize, "", "at most 1.2");
  }

  private static Result full(Wrk wrk, String url, Path list, Duration length) {
    return wrk.run(url, list, Settings.CONNECTIONS, length).allAnswered(list.toString());
  }

  private static void memory(Sanctions all) {
    Table.print(
        "%-58s %,10d MB", "most memory of the national service", all.program().mostMegabytes());
    Table.print("%-58s %,10d MB", "its database, on disk", all.country().megabytes());
    Table.print(
        "%-58s %,10d MB",
        "of which what verdicts read",
        all.country()
                .number(
                    "select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and"
                        + " (relname like '%_known' or relname like '%_view' or relname in"
                        + " ('sanction_overview', 'school_book', 'exemption_suspended'))")
            >> 20);
  }
}

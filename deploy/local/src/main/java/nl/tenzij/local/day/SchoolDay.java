package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A school day from the first roster to the messages that wait for the next morning, with the day
 * before it: all by the public API, as the people and systems concerned. The services' clock is
 * moved from scene to scene; everything else is real.
 */
public final class SchoolDay {

  private final Surroundings around;
  private final Cast cast;
  private final Consumer<String> tell;
  private final Consumer<String> observer;

  /**
   * @param cast the school at which it is played; the board's primary school makes its policy
   *     beside it
   * @param tell gets the story, line by line
   * @param observer told the name of each scene before it is played
   */
  public SchoolDay(
      Surroundings around, Cast cast, Consumer<String> tell, Consumer<String> observer) {
    this.around = around;
    this.cast = cast;
    this.tell = tell;
    this.observer = observer;
  }

  /**
   * What it led to, for those who check it.
   *
   * @param warned the incident of Sam's first violation
   * @param banned the sanction of his second
   * @param suspended Noa's sanction
   * @param daan his exemption
   * @param lina hers
   * @param classVerdicts at 09:10
   * @param educationalUse verdicts during it, and after it
   * @param coveredUse the problem that answered a report on Daan
   * @param letter the head's, of Noa's suspension
   */
  public record Played(
      String policy,
      String warned,
      JsonNode banned,
      JsonNode suspended,
      String daan,
      String lina,
      List<JsonNode> classVerdicts,
      List<List<JsonNode>> educationalUse,
      JsonNode coveredUse,
      byte[] letter) {}

  /** Plays it on the first school days that lie ahead of the services' clock. */
  public Played play() {
    Stage stage = new Stage(around, cast, tell);
    DemoCalendar.Days days = DemoCalendar.Days.after(stage.now());
    String expiring = around.access().expiring("tim");

    stage.on(days.eve(), "the day before, at " + cast.name());
    DayBefore before = new DayBefore(stage);
    scene("the roster comes in", before::roster);
    String policy = scene("a policy comes in force", before::policy);
    scene("a policy at a primary school", before::primarySchool);
    String warned = scene("a first violation", before::firstViolation);
    scene("another class", before::anotherClass);
    String daan = scene("an exemption is granted", before::diabetes);
    String lina = scene("an exemption is asked for", before::deafness);

    stage.on(days.day(), "a school day");
    Morning morning = new Morning(stage);
    scene("the roster of the day", morning::roster);
    Map<String, String> kept = scene("devices are handed in", morning::devicesHandedIn);
    scene("an exemption is decided on", () -> morning.decideOnLina(lina));
    List<JsonNode> verdicts = scene("the verdict for a class", morning::verdictForTheClass);
    JsonNode ban = scene("a second violation", morning::secondViolation);
    JsonNode covered = scene("use that is covered", morning::coveredUse);
    List<List<JsonNode>> use = scene("educational use", morning::educationalUse);

    Afternoon afternoon = new Afternoon(stage, days);
    JsonNode suspension = scene("misuse", afternoon::misuse);
    scene("talks", () -> afternoon.talks(suspension, daan));
    scene("the end of school", () -> afternoon.endOfSchool(kept));
    byte[] letter =
        scene("a message before quiet hours", () -> afternoon.beforeQuietHours(suspension));
    scene("a message in quiet hours", () -> afternoon.inQuietHours(ban));
    scene("the walls", () -> new Walls(stage).show(warned, daan, expiring));
    scene("the next morning", afternoon::nextMorning);
    scene("the board", () -> new BoardRoom(stage).look());
    whereToLook(suspension);
    return new Played(policy, warned, ban, suspension, daan, lina, verdicts, use, covered, letter);
  }

  private void whereToLook(JsonNode suspension) {
    String school = around.gateway() + cast.at();
    tell.accept("");
    tell.accept("Look for yourself, with a token of the one named:");
    tell.accept(
        "  the dossier (hanna)      "
            + school
            + "/incidents/"
            + suspension.path("incident").asText());
    tell.accept("  at home (fatma)          " + school + "/feed");
    tell.accept("  what care sees (cora)    " + school + "/concerns");
    tell.accept("  what teachers see (tim)  " + school + "/signals?class=" + Cast.CLASS);
  }

  private void scene(String name, Runnable scene) {
    scene(
        name,
        () -> {
          scene.run();
          return null;
        });
  }

  private <T> T scene(String name, Supplier<T> scene) {
    observer.accept(name);
    return scene.get();
  }
}

package nl.tenzij.local.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import nl.tenzij.components.Mail;

/**
 * A day played through a system of its own, with kills while it is played, and what was to be seen
 * of it from outside.
 */
final class PlayedDay implements AutoCloseable {

  static final int SCENES = 22;

  /** What a day that nobody disturbs leaves behind. */
  private static final String AS_EVER = "/school-day-end.txt";

  /** In which nothing more happens, before it is settled otherwise than it should be. */
  private static final Duration STANDSTILL = Duration.ofMinutes(1);

  /** By then nobody holds any more what a sender that died had in hand. */
  private static final Duration LAPSED = Duration.ofMinutes(5);

  private static final int PROBLEM = 400;

  /** The school is known by then, and nobody was told anything yet. */
  private static final String BEFORE_ANY_MESSAGE = "a policy comes in force";

  private final WholeSystem system;
  private final Pipeline pipeline = new Pipeline();
  private final SceneLengths lengths = new SceneLengths();
  private final Killer killer;
  private final Path folder;
  private final List<String> story = new ArrayList<>();
  private final List<String> scenes = new ArrayList<>();
  private final List<Api.Answer> problems = new CopyOnWriteArrayList<>();
  private final Answers answers = new Answers();
  private final Map<String, Set<String>> metrics = new TreeMap<>();
  private SchoolDay.Played played;
  private EndState end;

  /**
   * @param folder for what it leaves behind
   * @param seed by which it is decided what is killed, and when
   */
  PlayedDay(Path folder, int kills, long seed) {
    this.folder = folder;
    this.system = new WholeSystem(folder);
    this.killer = new Killer(system, kills, SCENES, lengths, seed);
  }

  /** Plays it, and reads what it has left behind once all that was killed is there again. */
  void play() throws ExecutionException, InterruptedException {
    try (killer) {
      played = new SchoolDay(around(), Cast.COLLEGE_EEN, story::add, this::scene).play();
      lengths.ends();
    }
    settled();
    around().clock().put(around().clock().ahead().plus(LAPSED));
    end = settled();
    look();
  }

  /** What was killed last may still have to take in what happened: it may while it gets on. */
  private EndState settled() {
    EndState seen = now();
    Instant latest = Instant.now().plus(STANDSTILL);
    while (!seen.toString().equals(asEver()) && Instant.now().isBefore(latest)) {
      EndState now = now();
      if (!now.toString().equals(seen.toString())) {
        latest = Instant.now().plus(STANDSTILL);
      }
      seen = now;
    }
    return seen;
  }

  /** As the public API tells it, with what came to the school's pipeline by itself. */
  private EndState now() {
    EndState shown = EndState.of(around(), Cast.COLLEGE_EEN);
    SortedMap<String, List<String>> facts = new TreeMap<>(shown.facts());
    facts.put("told to the pipeline", pipeline.told());
    return new EndState(facts);
  }

  private Surroundings around() {
    return answers.within(
        system.surroundings(
            heard -> {
              if (heard.answer().status() >= PROBLEM) {
                problems.add(heard.answer());
              }
            }));
  }

  private void scene(String name) {
    lengths.ends();
    look();
    scenes.add(name);
    if (name.equals(BEFORE_ANY_MESSAGE)) {
      pipeline.subscribe(new Stage(system.surroundings(), Cast.COLLEGE_EEN, line -> {}));
    }
    lengths.begins(name);
    killer.scene(name);
  }

  /** A service that is killed takes its metrics along: hence before each scene. */
  private void look() {
    system
        .metrics()
        .forEach(
            (service, text) ->
                text.lines()
                    .forEach(
                        line ->
                            metrics.computeIfAbsent(service, name -> new TreeSet<>()).add(line)));
  }

  WholeSystem system() {
    return system;
  }

  Killer killer() {
    return killer;
  }

  List<String> story() {
    return story;
  }

  List<String> scenes() {
    return scenes;
  }

  SceneLengths lengths() {
    return lengths;
  }

  SchoolDay.Played played() {
    return played;
  }

  EndState end() {
    return end;
  }

  /** What it should have come to. */
  static String asEver() {
    return file(AS_EVER);
  }

  static String file(String name) {
    try (var file = PlayedDay.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  List<Mail> mails() {
    return system.mails();
  }

  /** Each line that a service told of itself at any time. */
  Map<String, String> metrics() {
    Map<String, String> texts = new TreeMap<>();
    metrics.forEach((service, lines) -> texts.put(service, String.join("\n", lines)));
    return texts;
  }

  /**
   * Has everybody ask for all that they can read of it.
   *
   * @return what nobody could ask for
   */
  SortedSet<String> rounds() {
    return new Rounds(answers.within(system.surroundings())).walk();
  }

  /** What everybody was answered, also when they asked for all that they can read. */
  Answers answers() {
    return answers;
  }

  /** All that the school's pipeline was told, as it came. */
  List<String> toldToPipeline() {
    return pipeline.bodies();
  }

  /** All that was refused or failed, as it was answered, a line each. */
  String problems() {
    return String.join(
        "\n", problems.stream().map(each -> each.status() + " " + each.body()).toList());
  }

  /** Leaves story and end behind, and ends the system. */
  @Override
  public void close() {
    try {
      Files.write(folder.resolve("story.txt"), story);
      Files.writeString(folder.resolve("end.txt"), end == null ? "" : end.toString());
      Files.writeString(folder.resolve("problems.txt"), problems());
      lengths.write(folder.resolve("scenes.properties"));
      for (String component : List.of(WholeSystem.BROKER, WholeSystem.DATABASE)) {
        Files.writeString(
            folder.resolve("logs").resolve(component + ".log"), system.logs().get(component));
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    } finally {
      system.close();
      pipeline.close();
    }
  }
}

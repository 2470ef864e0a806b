package nl.tenzij.notification.trigger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.template.Templates;
import nl.tenzij.notification.template.Words;

/**
 * The table: event, audience, template, urgency, channels. Data, so that a school or a later
 * version tells more or other things without other code.
 */
public record Triggers(List<Trigger> rows) {

  private static final String TABLE = "triggers.json";
  private static final String SUPPORT = "nl.tenzij.exception.";

  public Triggers {
    rows = List.copyOf(rows);
  }

  /**
   * The table that the product ships.
   *
   * @throws IllegalStateException where it names a template that lacks a language: nobody may get a
   *     message that they cannot read because of a missing file
   */
  public static Triggers shipped(ObjectMapper json, Templates templates) {
    Triggers table = new Triggers(read(json));
    table.telling().forEach(row -> demandAllLanguages(row.template(), templates));
    table.inPerson().values().forEach(words -> demandAllLanguages(words, templates));
    demandAllLanguages(Templates.TOGETHER, templates);
    return table;
  }

  /** Those that tell somebody something. */
  public List<Trigger> telling() {
    return rows.stream().filter(row -> row.audience() != Audience.NOBODY).toList();
  }

  /** The templates that tell of support that a pupil asks for or has. */
  public Set<String> ofSupport() {
    return telling().stream()
        .filter(row -> row.event().startsWith(SUPPORT))
        .map(row -> row.template().name())
        .collect(Collectors.toSet());
  }

  /** By the templates for guardians those in which the same is told to a pupil who is of age. */
  public Map<String, Words> inPerson() {
    return rows.stream()
        .filter(row -> row.inPerson() != null)
        .collect(
            Collectors.toMap(
                row -> row.template().name(), Trigger::inPerson, (first, same) -> first));
  }

  /** The row, or one of those, that tells something in these words to guardians. */
  Optional<Trigger> saying(String template) {
    return telling().stream().filter(row -> row.template().name().equals(template)).findFirst();
  }

  /** Through which channels what has these words is told to guardians. */
  Set<Channel> channels(String template) {
    return saying(template).map(Trigger::channels).orElse(Set.of());
  }

  /** The templates that tell of a decision. */
  public Set<String> ofDecisions() {
    return rows.stream()
        .filter(Trigger::decision)
        .map(row -> row.template().name())
        .collect(Collectors.toSet());
  }

  /** What an event leads to; empty for one that nobody is told of. */
  public List<Trigger> of(News news) {
    return rows.stream().filter(row -> row.matches(news)).toList();
  }

  /** Whether an event is told to those who were told of the same matter, and to nobody else. */
  boolean followsUp(News news) {
    return of(news).stream().anyMatch(row -> row.audience() == Audience.TOLD_BEFORE);
  }

  private static List<Trigger> read(ObjectMapper json) {
    try (InputStream table =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(TABLE)) {
      return json.readValue(table, new TypeReference<>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(TABLE + " cannot be read", unreadable);
    }
  }

  private static void demandAllLanguages(Words words, Templates templates) {
    var missing = templates.missing(words.name(), words.edition());
    if (!missing.isEmpty()) {
      throw new IllegalStateException("template " + words + " is missing in " + missing);
    }
  }
}

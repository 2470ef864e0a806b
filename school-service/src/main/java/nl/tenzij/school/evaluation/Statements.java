package nl.tenzij.school.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.words.Language;

/**
 * What a survey asks, and what was answered to the same statement in the whole country: data, in
 * {@code survey/}.
 */
@ApplicationScoped
public class Statements {

  private final List<Statement> statements;
  private final List<NationalFigure> national;

  /**
   * Something to agree with or not.
   *
   * @param says by language
   */
  public record Statement(
      String id, Set<Topic> topics, Set<Audience> audiences, Map<Language, String> says) {}

  /**
   * A figure for the whole country.
   *
   * @param agree of a hundred; null where the source gives no number, as disagree
   * @param inWords where the source says it so; null otherwise
   */
  public record NationalFigure(
      String statement,
      Audience audience,
      int year,
      Integer agree,
      Integer disagree,
      String inWords,
      String source) {}

  @Inject
  public Statements(ObjectMapper json) {
    this.statements = read(json, "statements", new TypeReference<>() {});
    this.national = read(json, "national-figures", new TypeReference<>() {});
  }

  private static <T> List<T> read(ObjectMapper json, String name, TypeReference<List<T>> type) {
    try (InputStream shipped = Statements.class.getResourceAsStream("/survey/" + name + ".json")) {
      return json.readValue(shipped, type);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public List<Statement> of(Topic topic, Audience audience) {
    return statements.stream()
        .filter(each -> each.topics().contains(topic) && each.audiences().contains(audience))
        .toList();
  }

  public Optional<NationalFigure> national(String statement, Audience audience) {
    return national.stream()
        .filter(each -> each.statement().equals(statement) && each.audience() == audience)
        .findFirst();
  }

  List<NationalFigure> national() {
    return national;
  }
}

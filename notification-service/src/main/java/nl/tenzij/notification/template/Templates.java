package nl.tenzij.notification.template;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Period;

/**
 * Turns a notice into words. A template is one text per language and edition, at {@code
 * templates/mail/<name>/<edition>/<language>.txt}: the subject on the first line, then paragraphs
 * with an empty line between them, of which the first greets and the last closes. The HTML is made
 * from the same paragraphs. A published edition is never edited: other words are a new edition.
 */
@ApplicationScoped
public class Templates {

  /** What stands around several messages in one mail. */
  public static final Words TOGETHER = new Words("together", 1);

  private static final String LAYOUT = "mail/layout/1/mail.html";

  private final Engine engine;

  public Templates(Engine engine) {
    this.engine = engine;
  }

  /** The languages in which an edition of a template is missing; empty where it is whole. */
  public List<Language> missing(String name, int edition) {
    return Arrays.stream(Language.values())
        .filter(language -> engine.getTemplate(path(name, edition, language)) == null)
        .toList();
  }

  /**
   * What is to be said.
   *
   * @param words which template, and in which language
   * @param period null where it speaks of no days
   */
  public record Text(Notice.Text words, Names names, Period period) {

    Language language() {
      return Language.of(words.language());
    }
  }

  /**
   * @param texts to one guardian in one language; several become one, each with a number
   * @throws Unwritable where the words are missing, or lack something that they speak of
   */
  public Written write(List<Text> texts) {
    return texts.size() == 1 ? write(texts.getFirst()) : together(texts);
  }

  private Written write(Text text) {
    return written(text.language(), render(text));
  }

  private Written together(List<Text> texts) {
    Language language = texts.getFirst().language();
    List<String> messages = texts.stream().map(text -> middle(render(text))).toList();
    String whole =
        template(path(TOGETHER.name(), TOGETHER.edition(), language))
            .data("guardian", language.foreign(texts.getFirst().names().guardian()))
            .data("messages", messages)
            .render()
            .strip();
    return written(language, whole);
  }

  private String render(Text text) {
    Notice.Text words = text.words();
    String path = path(words.template(), words.edition(), text.language());
    try {
      return template(path).render(facts(text.language(), text.names(), text.period())).strip();
    } catch (TemplateException incomplete) {
      throw new Unwritable(path);
    }
  }

  /** Without the subject, the greeting and the close: a mail has them once. */
  private static String middle(String whole) {
    List<String> paragraphs = paragraphs(whole);
    return String.join("\n\n", paragraphs.subList(2, paragraphs.size() - 1));
  }

  private Written written(Language language, String whole) {
    int end = whole.indexOf('\n');
    String subject = whole.substring(0, end).strip();
    String body = whole.substring(end).strip();
    return new Written(language.tag(), subject, body + '\n', html(language, subject, body));
  }

  /** What stands between empty lines. */
  public static List<String> paragraphs(String text) {
    return Arrays.stream(text.split("\n\\s*\n")).map(String::strip).toList();
  }

  private static Map<String, Object> facts(Language language, Names names, Period period) {
    Map<String, Object> facts = new HashMap<>();
    if (names.guardian() != null) {
      facts.put("guardian", language.foreign(names.guardian()));
    }
    facts.put("pupil", language.foreign(names.pupil()));
    facts.put("hasFrom", period != null);
    facts.put("hasPeriod", period != null && period.until() != null);
    if (period != null) {
      facts.put("from", language.date(period.from()));
    }
    if (period != null && period.until() != null) {
      facts.put("until", language.date(period.until()));
    }
    return facts;
  }

  private String html(Language language, String subject, String body) {
    List<List<String>> paragraphs =
        paragraphs(body).stream().map(paragraph -> paragraph.lines().toList()).toList();
    return template(LAYOUT)
        .data("language", language.tag())
        .data("direction", language.direction())
        .data("subject", subject)
        .data("paragraphs", paragraphs)
        .render();
  }

  private Template template(String path) {
    Template found = engine.getTemplate(path);
    if (found == null) {
      throw new Unwritable(path);
    }
    return found;
  }

  private static String path(String name, int edition, Language language) {
    return "mail/" + name + '/' + edition + '/' + language.tag() + ".txt";
  }
}

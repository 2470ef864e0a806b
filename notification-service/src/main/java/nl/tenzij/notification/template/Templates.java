package nl.tenzij.notification.template;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
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
 * with an empty line between them. The HTML is made from the same paragraphs. A published edition
 * is never edited: other words are a new edition.
 */
@ApplicationScoped
public class Templates {

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
   * @param period null where the notice speaks of no days
   */
  public Written write(Notice.Text words, Names names, Period period) {
    Language language = Language.of(words.language());
    String whole =
        template(path(words.template(), words.edition(), language))
            .render(facts(language, names, period))
            .strip();
    int end = whole.indexOf('\n');
    String subject = whole.substring(0, end).strip();
    String body = whole.substring(end).strip();
    return new Written(subject, body + '\n', html(language, subject, body));
  }

  private static Map<String, Object> facts(Language language, Names names, Period period) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("guardian", language.foreign(names.guardian()));
    facts.put("pupil", language.foreign(names.pupil()));
    if (period != null) {
      facts.put("from", language.date(period.from()));
      facts.put("until", language.date(period.until()));
    }
    return facts;
  }

  private String html(Language language, String subject, String body) {
    List<List<String>> paragraphs =
        Arrays.stream(body.split("\n\\s*\n"))
            .map(paragraph -> paragraph.strip().lines().toList())
            .toList();
    return template(LAYOUT)
        .data("language", language.tag())
        .data("direction", language.isRightToLeft() ? "rtl" : "ltr")
        .data("subject", subject)
        .data("paragraphs", paragraphs)
        .render();
  }

  private Template template(String path) {
    Template found = engine.getTemplate(path);
    if (found == null) {
      throw new IllegalStateException("no template at " + path);
    }
    return found;
  }

  private static String path(String name, int edition, Language language) {
    return "mail/" + name + '/' + edition + '/' + language.tag() + ".txt";
  }
}

package nl.tenzij.notification.letter;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.quarkus.qute.Engine;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import nl.tenzij.notification.contact.Office;
import nl.tenzij.notification.letter.Confirmation.Correction;
import nl.tenzij.notification.template.Language;
import nl.tenzij.notification.template.Names;
import nl.tenzij.notification.template.Templates;
import nl.tenzij.notification.template.Words;

/**
 * The head's letter as a PDF: in Dutch, and for who reads another language with a page that says
 * the same in that one. Tagged (PDF/UA), and it brings its font along.
 */
@ApplicationScoped
@Startup
public class Letters {

  /** Has the letters of all five languages. */
  private static final String FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

  private static final String FONT_NAME = "Tenzij Letter";
  private static final String LAYOUT = "letter/layout/3/letter.html";
  private static final Map<String, Words> TEXTS =
      Map.of(
          "DEVICE_BAN", new Words("device-ban", 3),
          "INTERNAL_SUSPENSION", new Words("internal-suspension", 4),
          "SUSPENSION", new Words("suspension", 4));

  private static final int EDITION_TO_PUPIL = 3;

  /** Stands in a text as a paragraph of its own, where the head's words come. */
  private static final String QUOTE = "\uFFFC";

  static {
    // Its own lines go to the console past the service's handlers: in no form that is
    // collected, and with what pieces of a letter it likes.
    XRLog.setLoggingEnabled(false);
  }

  private final Engine engine;
  private final Map<Language, Properties> grounds = new EnumMap<>(Language.class);

  public Letters(Engine engine) {
    this.engine = engine;
    for (Language language : Language.values()) {
      grounds.put(language, grounds(language));
      for (String measure : TEXTS.keySet()) {
        demandThere(path(measure, true, language));
        demandThere(path(measure, false, language));
      }
    }
    demandThere(LAYOUT);
  }

  /** Nobody may ask for a letter in vain because of a missing file. */
  private void demandThere(String path) {
    if (engine.getTemplate(path) == null) {
      throw new IllegalStateException("no template at " + path);
    }
  }

  private static String path(String measure, boolean toPupil, Language language) {
    Words text = TEXTS.get(measure);
    return "letter/"
        + text.name()
        + (toPupil ? "-pupil/" + EDITION_TO_PUPIL : "/" + text.edition())
        + '/'
        + language.tag()
        + ".txt";
  }

  /** Whether a message by this template tells of what a letter confirms. */
  public static boolean confirms(String template) {
    return TEXTS.values().stream().anyMatch(text -> template.equals(text.name() + "-confirmed"));
  }

  static boolean isWritten(String measure) {
    return TEXTS.containsKey(measure);
  }

  /** The measures of which letters are written. */
  static Set<String> written() {
    return TEXTS.keySet();
  }

  /**
   * Laid out on a thread that may take its time.
   *
   * @param names without a guardian's where it is to the pupil
   */
  Uni<byte[]> pdf(Confirmation confirmation, Names names, Office office, Language reader) {
    return Uni.createFrom()
        .item(() -> html(confirmation, names, office, reader))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .map(Letters::pdf);
  }

  String html(Confirmation confirmation, Names names, Office office, Language reader) {
    List<Map<String, Object>> pages = new ArrayList<>();
    pages.add(page(confirmation, names, office, Language.DUTCH));
    if (reader != Language.DUTCH) {
      pages.add(page(confirmation, names, office, reader));
    }
    return readable(
        engine
            .getTemplate(LAYOUT)
            .data("pages", pages)
            .data("font", FONT_NAME)
            .data("title", pages.getFirst().get("title"))
            .render());
  }

  /** As the layout wants it; a text's first line is the heading. */
  private Map<String, Object> page(
      Confirmation confirmation, Names names, Office office, Language language) {
    String path = path(confirmation.measure(), names.guardian() == null, language);
    String text = engine.getTemplate(path).render(facts(confirmation, names, office, language));
    List<String> paragraphs = Templates.paragraphs(text.strip());
    Map<String, Object> page = new HashMap<>();
    page.put("language", language.tag());
    page.put("direction", language.direction());
    page.put("school", office.school());
    page.put("date", language.date(confirmation.decided()));
    page.put("title", paragraphs.getFirst().lines().findFirst().orElseThrow());
    page.put(
        "body",
        paragraphs.stream()
            .skip(1)
            .flatMap(paragraph -> body(paragraph, confirmation.explanation()))
            .toList());
    return page;
  }

  private static Stream<Map<String, Object>> body(String paragraph, Explanation explanation) {
    return paragraph.equals(QUOTE)
        ? explanation.paragraphs().stream().map(Letters::quoted)
        : Stream.of(Map.of("quoted", false, "lines", paragraph.lines().toList()));
  }

  /** As it is written, also on a page that reads from the other side. */
  private static Map<String, Object> quoted(String words) {
    Bidi read = new Bidi(words, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    return Map.of(
        "quoted",
        true,
        "language",
        Language.DUTCH.tag(),
        "direction",
        read.baseIsLeftToRight() ? "ltr" : "rtl",
        "lines",
        words.lines().toList());
  }

  private Map<String, Object> facts(
      Confirmation confirmation, Names names, Office office, Language language) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("guardian", names.guardian());
    facts.put("pupil", names.pupil());
    facts.put("school", office.school());
    facts.put("contact", office.contact());
    facts.put("email", office.email());
    facts.put("phone", phone(office.phone(), language));
    facts.put("from", language.date(confirmation.from()));
    facts.put("until", language.date(confirmation.until()));
    facts.put("day", language.date(confirmation.happened().day()));
    facts.put("ground", ground(confirmation.happened().category(), language));
    Correction corrected = confirmation.corrected();
    facts.put("corrected", corrected == null ? null : language.date(corrected.on()));
    if (corrected != null) {
      facts.put("groundNow", ground(corrected.happened().category(), language));
      facts.put("dayNow", language.date(corrected.happened().day()));
    }
    facts.put("explained", confirmation.explanation().isThere());
    facts.put("quote", QUOTE);
    facts.put("clause", confirmation.clause());
    facts.put("guardiansHeard", confirmation.guardiansHeard());
    facts.put(
        "deadline",
        confirmation.deadline() == null ? null : language.date(confirmation.deadline()));
    return facts;
  }

  /** Groups of digits that stand apart would be read from right to left as well. */
  private static String phone(String number, Language language) {
    return number == null || !language.isRightToLeft()
        ? number
        : number.replaceAll("[ ()-]+", "-").replaceAll("^-|-$", "");
  }

  /** A category that came to be later than this text is at least a misuse or a violation. */
  private String ground(String category, Language language) {
    Properties words = grounds.get(language);
    return words.getProperty(category, words.getProperty("OTHER_MISUSE"));
  }

  private static Properties grounds(Language language) {
    String name = "/grounds/grounds_" + language.tag() + ".properties";
    try (InputStream file = Letters.class.getResourceAsStream(name)) {
      Properties words = new Properties();
      words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      return words;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Without control characters, which no page may hold; without the marks that keep names apart in
   * mails, which here is the layout's work; and without the signs above and below Arabic letters,
   * which the layout can't place and nobody needs to read them.
   */
  private static String readable(String html) {
    return html.replaceAll(
        "[\\p{Cc}&&[^\\n\\t]]|[\\uFFFE\\uFFFF\\u2066-\\u2069\\u064B-\\u0652]|\\p{Cs}", "");
  }

  private static byte[] pdf(String html) {
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    PdfRendererBuilder building =
        new PdfRendererBuilder()
            .useFastMode()
            .usePdfUaAccessibility(true)
            .useFont(
                () -> Letters.class.getResourceAsStream(FONT),
                FONT_NAME,
                400,
                FontStyle.NORMAL,
                true)
            .useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory())
            .useUnicodeBidiReorderer(new ICUBidiReorderer())
            .withHtmlContent(html, null)
            .toStream(made);
    try {
      building.run();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return made.toByteArray();
  }
}

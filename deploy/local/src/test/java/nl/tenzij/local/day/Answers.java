package nl.tenzij.local.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** What people and systems were answered, by who asked for what: of a PDF what there is to read. */
final class Answers {

  private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern PLACE = Pattern.compile("^/api/v1(/(schools|boards)/[^/]+(?=/))?");
  private static final Pattern QUERY = Pattern.compile("\\?.*");
  private static final Pattern ID =
      Pattern.compile(
          "(?<=/)([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(p|g|st|k)-[\\w-]+)(?=/|$)");

  private static final Pattern POLICY = Pattern.compile("\\w+ /polic(ies|y-templates)\\b.*");

  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Set<Given> all = ConcurrentHashMap.newKeySet();

  /**
   * @param question without ids, as {@code GET /exemptions/{}}
   */
  record Given(String who, String question, String text) {

    /** What schools and the product itself write of support, which is of no pupil. */
    boolean isPolicy() {
      return POLICY.matcher(question).matches();
    }
  }

  /** The same, where it is heard who is answered what. */
  Surroundings within(Surroundings around) {
    return new Surroundings(
        around.gateway(),
        knowing(around.access()),
        around.kafkaBootstrapServers(),
        around.mails(),
        around.clock(),
        heard -> {
          take(heard);
          around.heard().accept(heard);
        });
  }

  private Access knowing(Access access) {
    return new Access() {
      @Override
      public String user(String name) {
        return known(name, access::user);
      }

      @Override
      public String expiring(String name) {
        return known(name, access::expiring);
      }

      @Override
      public String client(String name) {
        return known(name, access::client);
      }
    };
  }

  private String known(String name, UnaryOperator<String> access) {
    String token = access.apply(name);
    names.put(token, name);
    return token;
  }

  void take(Api.Heard heard) {
    String who = heard.token() == null ? "nobody" : names.getOrDefault(heard.token(), "a stranger");
    String path = QUERY.matcher(heard.path()).replaceFirst("");
    String question = ID.matcher(PLACE.matcher(path).replaceFirst("")).replaceAll("{}");
    all.add(new Given(who, heard.method() + " " + question, text(heard.answer().bytes())));
  }

  /** All that one of these was answered. */
  Stream<Given> of(String... who) {
    return all.stream().filter(given -> Set.of(who).contains(given.who()));
  }

  /** Who finds which words in the answers to what, but a policy: a line each. */
  List<String> with(Scan scan) {
    SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    all.stream()
        .filter(given -> !given.isPolicy())
        .forEach(
            given -> {
              Set<String> words = scan.in(given.text());
              if (!words.isEmpty()) {
                found
                    .computeIfAbsent(given.who() + " " + given.question(), place -> new TreeSet<>())
                    .addAll(words);
              }
            });
    return found.entrySet().stream()
        .map(place -> place.getKey() + ": " + String.join(", ", place.getValue()))
        .toList();
  }

  /** Also as it is written, with what a viewer does not show. */
  private static String text(byte[] body) {
    if (!Arrays.equals(PDF, Arrays.copyOf(body, PDF.length))) {
      return new String(body, StandardCharsets.UTF_8);
    }
    return shown(body) + new String(body, StandardCharsets.ISO_8859_1);
  }

  /** Of Daan's statement nothing: it is no whole PDF. */
  private static String shown(byte[] pdf) {
    if (Arrays.equals(pdf, Planted.DAANS_STATEMENT)) {
      return "";
    }
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

package nl.tenzij.local.day;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;

/** Words planted where they must not be, and where they are found. */
class AnswersTest {

  private static final String SCHOOL = "/api/v1/schools/college-een";
  private static final String EXEMPTION = "/exemptions/5d0a7c9e-31b2-4f68-8a4e-9c0b6e2d7f13";
  private static final String MESSAGE = "/messages/0f2b8c1e-6a57-4d0e-9a60-3f6d1c2b7a90";

  private final Answers answers = new Answers();
  private final List<Api.Heard> passedOn = new ArrayList<>();
  private final Surroundings around =
      answers.within(
          new Surroundings(
              URI.create("http://localhost"), new Named(), "", List::of, null, passedOn::add));

  @Test
  void a_word_in_a_letter_is_found_though_its_bytes_do_not_show_it() throws IOException {
    byte[] letter = pdf("Vanwege glucose");

    assertThat(new String(letter, StandardCharsets.ISO_8859_1)).doesNotContain("glucose");
    heard(around.access().user("fatma"), SCHOOL + MESSAGE + "/letter", letter);
    heard(around.access().user("sam"), SCHOOL + "/pupils/p-sam/letters", pdf("Vanwege een film"));

    assertThat(answers.with(Scan.HEALTH)).containsExactly("fatma GET /messages/{}/letter: glucose");
  }

  @Test
  void a_word_in_any_other_answer_is_found_with_who_got_it() {
    Access access = around.access();
    heard(access.user("tim"), SCHOOL + "/pupils/p-bo/signals?limit=100", "{\"why\": \"Diabetes\"}");
    heard(access.user("tim"), SCHOOL + "/reminders", "{\"items\": []}");
    heard(access.client("pipeline"), SCHOOL + "/deliveries", "{\"note\": \"in de kleedkamer\"}");
    heard(access.user("bea"), "/api/v1/boards/stichting-tenboom/statistics", "doof");
    heard(null, "/api/v1/openapi.json", "insuline");
    heard("forged", SCHOOL, "schrijftolk");

    assertThat(answers.with(Scan.HEALTH))
        .containsExactly(
            "a stranger GET /schools/college-een: schrijftolk",
            "bea GET /statistics: doof",
            "nobody GET /openapi.json: insuline",
            "tim GET /pupils/{}/signals: diabetes");
    assertThat(answers.with(Scan.TOLD)).containsExactly("pipeline GET /deliveries: kleedkamer");
    assertThat(answers.of("tim")).hasSize(2);
    assertThat(passedOn).as("to who listens, too").hasSize(6);
  }

  @Test
  void one_more_word_in_what_has_one_already_is_found_too() {
    String els = around.access().user("els");
    heard(els, SCHOOL + EXEMPTION, "{\"agreement\": \"terug in de schooltas\"}");
    List<String> before = answers.with(Scan.TOLD);

    heard(els, SCHOOL + EXEMPTION, "{\"agreement\": \"Schooltas\", \"what\": \"een spelletje\"}");
    assertThat(before).containsExactly("els GET /exemptions/{}: schooltas");
    assertThat(answers.with(Scan.TOLD))
        .containsExactly("els GET /exemptions/{}: schooltas, spelletje");
  }

  @Test
  void what_people_say_of_each_other_has_words_of_its_own() throws IllegalAccessException {
    List<String> texts = new ArrayList<>();
    for (Field field : Planted.class.getDeclaredFields()) {
      if (field.getType() == String.class) {
        texts.add((String) field.get(null));
      }
    }
    assertThat(Planted.TOLD)
        .allSatisfy(
            word -> assertThat(texts).filteredOn(text -> text.contains(word)).as(word).hasSize(1));
  }

  @Test
  void who_belongs_to_another_family_is_found_by_name_and_by_id() {
    Scan others = Scan.people(List.of("p-zoe", "g-piet"));

    assertThat(others.of("here", "Noa filmde Zoë")).hasSize(1);
    assertThat(others.of("here", "{\"guardian\":\"g-piet\"}")).hasSize(1);
    assertThat(others.of("here", "p-zoetermeer, Pieter, {\"pupil\":\"p-noa\"}")).isEmpty();
  }

  private void heard(String token, String path, String body) {
    heard(token, path, body.getBytes(StandardCharsets.UTF_8));
  }

  private void heard(String token, String path, byte[] body) {
    var answer = new Api.Answer(200, Optional.empty(), MissingNode.getInstance(), body);
    around.heard().accept(new Api.Heard(token, "GET", path, answer));
  }

  private static byte[] pdf(String line) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var document = new PDDocument()) {
      var page = new PDPage();
      document.addPage(page);
      try (var written = new PDPageContentStream(document, page)) {
        written.beginText();
        written.setFont(new PDType1Font(FontName.HELVETICA), 12);
        written.newLineAtOffset(72, 700);
        written.showText(line);
        written.endText();
      }
      document.save(bytes);
    }
    return bytes.toByteArray();
  }

  /** Tokens that only their holder knows. */
  private static final class Named implements Access {
    @Override
    public String user(String name) {
      return "token of " + name;
    }

    @Override
    public String expiring(String name) {
      return "short token of " + name;
    }

    @Override
    public String client(String name) {
      return "token of the client " + name;
    }
  }
}

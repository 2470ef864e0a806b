package nl.tenzij.notification.school;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.pupil.Guardian;
import nl.tenzij.notification.pupil.RegisteredPupil;
import nl.tenzij.notification.template.TestTemplates;
import nl.tenzij.notification.trigger.Audience;
import nl.tenzij.notification.trigger.News;
import nl.tenzij.notification.trigger.Trigger;
import nl.tenzij.notification.trigger.Triggers;
import org.junit.jupiter.api.Test;

/** What the other services promise to send, read as this service reads it. */
class ProducersExamplesTest {

  private static final Path PRODUCERS = Path.of("..");
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  private final SchoolEvents school = new SchoolEvents(null, null, JSON);
  private final Triggers triggers = Triggers.shipped(JSON, TestTemplates.create());

  @Test
  void pupilsComeWithTheirGuardians() {
    RegisteredPupil sam =
        school.read(example("school", SchoolEvents.PUPIL_REGISTERED), RegisteredPupil.class);

    assertThat(sam.pupil()).isEqualTo("p-sam");
    assertThat(sam.guardians())
        .containsExactly(new Guardian("g-fatma", "tr", true), new Guardian("g-piet", "nl", true));
  }

  @Test
  void everyExampleOfAPupilCanBeRead() {
    assertThat(examples("school", SchoolEvents.PUPIL_REGISTERED))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(school.read(each, RegisteredPupil.class).guardians())
                    .isNotEmpty()
                    .allMatch(guardian -> guardian.guardian() != null));
  }

  @Test
  void whoIsOfAgeIsSaidToBe() {
    assertThat(examples("school", SchoolEvents.PUPIL_REGISTERED))
        .filteredOn(each -> school.read(each, RegisteredPupil.class).ofAge())
        .extracting(each -> each.path("pupil").asText())
        .containsExactly("p-lotte");
  }

  /** What is told of one pupil is told in person. */
  @Test
  void whateverIsToldOfAPupilHasWordsToThePupil() {
    assertThat(triggers.telling())
        .filteredOn(row -> row.inPerson() == null)
        .extracting(row -> row.template().name())
        .containsExactlyInAnyOrder(
            "policy-published",
            "policy-withdrawn",
            "policy-overtaken",
            "policy-in-force",
            "evaluation-opened",
            "evaluation-closed");
  }

  /** What follows on a matter goes to whom the first was told, so to the pupil too. */
  @Test
  void whateverFollowsWhatIsToldInPersonHasWordsToThePupil() {
    Set<String> told =
        Stream.concat(
                triggers.rows().stream().filter(row -> row.inPerson() != null).map(Trigger::matter),
                Stream.of("incident"))
            .collect(Collectors.toSet());
    Set<Audience> followers = Set.of(Audience.TOLD_BEFORE, Audience.KEPT_INFORMED);
    assertThat(triggers.rows())
        .filteredOn(row -> followers.contains(row.audience()) && told.contains(row.matter()))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.inPerson()).as(row.template().name()).isNotNull());
  }

  @Test
  void aPupilWhoLeftIsNamed() {
    assertThat(example("school", SchoolEvents.PUPIL_LEFT).required("pupil").asText())
        .isEqualTo("p-sam");
  }

  @Test
  void whoIsForgottenIsNamed() {
    assertThat(school.read(example("school", PersonForgotten.TYPE), PersonForgotten.class).person())
        .isEqualTo("p-sam");
  }

  @Test
  void aConfirmedBanHasItsPeriodIncidentAndMatter() {
    News ban = news("nl.tenzij.sanction.confirmed.v1");
    List<Trigger> found = triggers.of(ban);

    assertThat(found)
        .extracting(each -> each.template().name())
        .containsExactly("device-ban-confirmed");
    assertThat(ban.fact(found.getFirst().matter())).isNotBlank();
    assertThat(ban.fact("incident")).isNotBlank();
    assertThat(LocalDate.parse(ban.fact("from"))).isBefore(LocalDate.parse(ban.fact("until")));
  }

  @Test
  void whatTurnsUpIsToldToThoseWhoHeardOfItOnly() {
    String type = "nl.tenzij.sanction.device-turned-up.v1";
    News overdue = news("nl.tenzij.sanction.device-overdue.v1");
    assertThat(examples("sanction", type))
        .hasSize(2)
        .allSatisfy(
            data -> {
              News found = news(type, data);
              assertThat(triggers.of(found))
                  .hasSize(2)
                  .allSatisfy(
                      row -> {
                        assertThat(row.template().name()).isEqualTo("device-turned-up");
                        assertThat(row.audience()).isEqualTo(Audience.TOLD_BEFORE);
                        assertThat(found.fact(row.matter())).isEqualTo(overdue.fact(row.matter()));
                      });
            });
  }

  /** To who was told that it went back; who was told that it is here is not told again. */
  @Test
  void whatIsFoundHereIsToldToThoseWhoHeardThatItWentBack() {
    String type = "nl.tenzij.sanction.device-overdue.v1";
    List<JsonNode> found =
        examples("sanction", type).stream().filter(data -> data.has("foundHere")).toList();
    assertThat(found)
        .singleElement()
        .satisfies(
            data ->
                assertThat(triggers.of(news(type, data)))
                    .extracting(Trigger::corrects)
                    .containsExactly(null, "device-turned-up"));
  }

  @Test
  void whatIsOnlyProposedIsNotTold() {
    assertThat(triggers.of(news("nl.tenzij.sanction.imposed.v1"))).isNotEmpty();
    assertThat(triggers.of(news("nl.tenzij.sanction.proposed.v1"))).isEmpty();
  }

  /**
   * When it is imposed, or once the head has confirmed it with its days. A ban is told both times:
   * nobody at home has to be heard before it is imposed.
   */
  @Test
  void everyMeasureIsToldAtHome() {
    String imposed = "nl.tenzij.sanction.imposed.v1";
    String confirmed = "nl.tenzij.sanction.confirmed.v1";
    JsonNode measures = schema("sanction", imposed).at("/properties/measure/enum");
    assertThat(measures).isNotEmpty();
    for (JsonNode measure : measures) {
      JsonNode data = JSON.createObjectNode().put("measure", measure.asText());
      assertThat(
              Stream.of(imposed, confirmed).flatMap(type -> triggers.of(news(type, data)).stream()))
          .as(measure.asText())
          .hasSize(measure.asText().equals("DEVICE_BAN") ? 2 : 1);
    }
  }

  /**
   * Whatever the table looks at exists at the producer: a field that is misspelt would tell nobody.
   */
  @Test
  void theTableSpeaksTheProducersLanguage() {
    for (Trigger row : triggers.rows()) {
      JsonNode schema = schema(row.event().split("\\.")[2], row.event());
      assertThat(schema.at("/properties").has(row.matter()))
          .as("%s of %s", row.matter(), row.event())
          .isTrue();
      for (Map<String, Set<String>> looksAt : List.of(row.where(), row.unless())) {
        looksAt.forEach(
            (field, values) ->
                assertThat(values(schema.at("/properties/" + field)))
                    .extracting(JsonNode::asText)
                    .as("%s of %s", field, row.event())
                    .containsAll(values));
      }
    }
  }

  /** What is overtaken by a name that nothing has goes out. */
  @Test
  void whatIsOvertakenIsInTheTable() {
    List<String> told = triggers.telling().stream().map(row -> row.template().name()).toList();
    for (Trigger row : triggers.rows()) {
      assertThat(told).as("replaced by %s", row.template()).containsAll(row.replaces());
      assertThat(row.undoes())
          .as("undone by %s", row.template())
          .satisfiesAnyOf(
              undoes -> assertThat(undoes).isNull(), undoes -> assertThat(told).contains(undoes));
    }
  }

  /**
   * That more or less is granted now is no news that something is; nobody objects to what they
   * asked.
   */
  @Test
  void whatIsAdjustedOrGivenUpHasWordsOfItsOwn() {
    String granted = "nl.tenzij.exception.exemption-granted.v1";
    String ended = "nl.tenzij.exception.exemption-ended.v1";
    assertThat(template(granted, "-before-devices")).isEqualTo("exemption-granted");
    assertThat(template(granted, "-first")).isEqualTo("exemption-granted");
    assertThat(template(granted, "-adjusted")).isEqualTo("exemption-adjusted");
    assertThat(template(ended, "")).isEqualTo("exemption-ended");
    assertThat(template(ended, "-decided")).isEqualTo("exemption-ended");
    assertThat(template(ended, "-given-up")).isEqualTo("exemption-given-up");
    assertThat(template(ended, "-left-school")).isEqualTo("exemption-ended-on-leaving");
  }

  private String template(String type, String which) {
    JsonNode data = read(contract("exception").resolve("examples").resolve(type + which + ".json"));
    List<Trigger> found = triggers.of(news(type, data));
    assertThat(found).as("%s%s", type, which).hasSize(1);
    return found.getFirst().template().name();
  }

  /** A field's, or those of each entry of a list. */
  private static JsonNode values(JsonNode field) {
    return field.has("items") ? field.at("/items/enum") : field.path("enum");
  }

  /** An exemption's message must not tell what it is for; the table can only look at facts. */
  @Test
  void whatHappensToAnExemptionIsTold() {
    for (String what :
        List.of("requested", "withdrawn", "granted", "refused", "suspended", "resumed", "ended")) {
      String type = "nl.tenzij.exception.exemption-" + what + ".v1";
      JsonNode data = example("exception", type);
      List<Trigger> found = triggers.of(news(type, data));
      assertThat(found).as(type).hasSize(1);
      assertThat(found.getFirst().template().name()).isEqualTo("exemption-" + what);
      assertThat(data.required(found.getFirst().matter()).asText()).isNotBlank();
    }
  }

  @Test
  void aMeasureThatWasMadeLighterIsToldWithItsDaysOrWithout() {
    for (JsonNode data : examples("sanction", "nl.tenzij.sanction.amended.v1")) {
      News amended = news("nl.tenzij.sanction.amended.v1", data);
      assertThat(triggers.of(amended))
          .singleElement()
          .satisfies(row -> assertThat(row.replaces()).contains("device-ban-confirmed"));
    }
  }

  @Test
  void aPolicyThatComesInForceIsToldToTheWholeSchool() {
    String type = "nl.tenzij.school.policy-in-force.v1";
    JsonNode data = example("school", type);
    assertThat(triggers.of(news(type, data)))
        .hasSize(1)
        .allMatch(each -> each.audience() == Audience.SCHOOL);
    assertThat(data.required("policy").asText()).isNotBlank();
  }

  @Test
  void whatIsMadeKnownOrAskedIsToldToTheWholeSchoolAndWhatIsTakenBackToThoseWhoHeard() {
    for (String type : List.of(SchoolEvents.POLICY_PUBLISHED, SchoolEvents.EVALUATION_OPENED)) {
      assertThat(triggers.of(news(type, example("school", type))))
          .as(type)
          .hasSize(1)
          .allMatch(each -> each.audience() == Audience.SCHOOL);
    }
    for (String type :
        List.of(
            SchoolEvents.POLICY_WITHDRAWN,
            SchoolEvents.POLICY_OVERTAKEN,
            SchoolEvents.EVALUATION_CLOSED)) {
      assertThat(triggers.of(news(type, example("school", type))))
          .as(type)
          .hasSize(1)
          .allMatch(each -> each.audience() == Audience.TOLD_BEFORE);
    }
  }

  /** Whom a policy was not made known to is not written to. */
  @Test
  void whatIsMadeKnownToStaffOnlyIsNotToldToGuardians() {
    ObjectNode data = example("school", SchoolEvents.POLICY_PUBLISHED).deepCopy();
    data.putArray("to").add("STAFF");
    assertThat(triggers.of(news(SchoolEvents.POLICY_PUBLISHED, data))).isEmpty();
  }

  /** S0 step 4: nobody is bound before it was made known to them. */
  @Test
  void thatAPolicyIsPublishedComesByMailWhateverTheOneBeforeSays() {
    String type = SchoolEvents.POLICY_PUBLISHED;
    assertThat(triggers.of(news(type, example("school", type))))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.channels()).contains(Channel.EMAIL);
              assertThat(row.push()).isNull();
            });
  }

  /** Else a school that starts from one would tell it silently. */
  @Test
  void whatComesByMailWhereThePolicySaysSoDoesByEachThatTheProductShips() throws IOException {
    Path shipped = PRODUCERS.resolve("school-service/src/main/resources/policy-templates");
    List<JsonNode> onPhones;
    try (Stream<Path> files = Files.list(shipped)) {
      onPhones =
          files
              .map(ProducersExamplesTest::read)
              .filter(each -> each.path("topic").asText().equals("PHONES"))
              .toList();
    }
    List<Trigger> asking = triggers.rows().stream().filter(row -> row.push() != null).toList();

    assertThat(onPhones).hasSize(4);
    assertThat(asking).isNotEmpty();
    assertThat(onPhones)
        .allSatisfy(
            each ->
                assertThat(each.at("/content/messages/pushed"))
                    .extracting(JsonNode::asText)
                    .containsAll(asking.stream().map(Trigger::push).toList()));
  }

  private static News news(String type) {
    return news(type, example("sanction", type));
  }

  private static News news(String type, JsonNode data) {
    return new News(
        "0b9e7d3c-2a41-4c55-8f6e-91d2c3b4a5f6",
        type,
        new Board("stichting-tenboom"),
        new School("college-een"),
        data.path("pupil").asText(null),
        null,
        data);
  }

  private static JsonNode example(String service, String type) {
    return read(contract(service).resolve("examples").resolve(type + ".json"));
  }

  private static List<JsonNode> examples(String service, String type) {
    try (Stream<Path> files = Files.list(contract(service).resolve("examples"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(type))
          .map(ProducersExamplesTest::read)
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static JsonNode schema(String service, String type) {
    return read(contract(service).resolve(type + ".schema.json"));
  }

  private static Path contract(String service) {
    return PRODUCERS.resolve(service + "-service").resolve("contract");
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}

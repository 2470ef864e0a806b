package nl.tenzij.notification.thread;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import nl.tenzij.components.Mail;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.notification.school.SchoolEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What else guardians are told: of exemptions, of measures made lighter, of new rules. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
@QuarkusTestResource(Neighbours.class)
class OtherNewsTest {

  private static final String NIGHT = "Etc/GMT-14";
  private static final String SUSPENSION = ", \"from\": \"2026-11-23\", \"until\": \"2026-12-04\"";

  @Inject Pool pool;
  @Inject SchoolEvents events;
  @Inject ObjectMapper json;
  @Inject TestClock clock;

  private Household home;

  @BeforeEach
  void open() {
    home = new Household(pool);
  }

  @AfterEach
  void close() {
    clock.goOn();
    home.close();
  }

  @Test
  void whatHappensToAnExemptionIsToldAndNeverWhy() {
    home.with("fatma tr");
    clock.stand();
    home.exemption("requested", "");
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.exemption("granted", ", \"from\": \"2026-11-24\"");
    home.exemption("suspended", ", \"from\": \"2026-12-01\", \"until\": \"2026-12-14\"");
    home.awaitGathering("fatma", 2);
    clock.goOn();

    home.awaitStates("fatma", "EMAIL", "SENT", "SENT", "SENT");
    assertThat(home.mails("fatma"))
        .extracting(Mail::subject)
        .containsExactly("Okuldan mesaj", "Okuldan mesajlar");
    assertThat(home.mails("fatma").getLast().text()).contains("1 Aralık 2026", "14 Aralık 2026");
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT", "SENT");
  }

  /** What nobody read yet is told once, as it is now. */
  @Test
  void aDecisionReplacesTheRequestThatNobodyWasToldOf() {
    home.with("fatma tr").inZone(NIGHT);
    home.exemption("requested", "");
    home.awaitStates("fatma", "EMAIL", "HELD");
    home.exemption("refused", "");

    assertThat(home.awaitStates("fatma", "EMAIL", "CANCELLED", "HELD"))
        .anyMatch(each -> each.path("reason").asText().equals("REPLACED"));
    home.inZone("Europe/Amsterdam");
    assertThat(home.mail("fatma").subject()).isEqualTo("Okuldan önemli mesaj");
  }

  /** It is complete by the morning in which they would read that it is not. */
  @Test
  void aRequestThatIsSubmittedInTheEveningIsNotSaidToBeIncomplete() {
    home.with("fatma tr").inZone(NIGHT);
    String asked = ", \"due\": \"2026-11-20\", \"audience\": [\"GUARDIANS\"]";
    home.handled("exemption-events", home.request("incomplete", asked));
    home.awaitStates("fatma", "EMAIL", "HELD");
    home.awaitStates("fatma", "PORTAL", "HELD");

    home.handled("exemption-events", home.request("complete", ""));

    assertThat(home.awaitStates("fatma", "EMAIL", "CANCELLED"))
        .allMatch(each -> each.path("reason").asText().equals("REPLACED"));
    home.awaitStates("fatma", "PORTAL", "CANCELLED");
    home.inZone("Europe/Amsterdam");
    home.exemption("refused", "");
    home.awaitStates("fatma", "EMAIL", "CANCELLED", "SENT");
    assertThat(home.mails("fatma"))
        .extracting(Mail::subject)
        .containsExactly("Okuldan önemli mesaj");
  }

  /** Who read that it is not complete entered what was missing, and needs no word of it. */
  @Test
  void aRequestThatIsSubmittedIsToldToNobody() {
    home.with("fatma tr");
    String asked = ", \"due\": \"2026-11-20\", \"audience\": [\"GUARDIANS\"]";
    home.request("incomplete", asked);
    home.awaitStates("fatma", "EMAIL", "SENT");

    home.handled("exemption-events", home.request("complete", ""));

    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** Support that was away while nobody was at school, and nobody heard of it. */
  @Test
  void aSuspensionThatIsOverBeforeAnybodyHeardOfItIsToldToNobody() {
    home.with("fatma tr").inZone(NIGHT);
    home.exemption("suspended", SUSPENSION);
    home.awaitStates("fatma", "EMAIL", "HELD");
    home.awaitStates("fatma", "PORTAL", "HELD");

    home.handled("exemption-events", home.exemption("resumed", ""));
    home.exemption("requested", "");

    assertThat(home.awaitStates("fatma", "EMAIL", "CANCELLED", "HELD"))
        .extracting(each -> each.path("template").asText() + ' ' + each.path("reason").asText())
        .contains("exemption-suspended REVOKED", "exemption-requested QUIET_HOURS");
    home.awaitStates("fatma", "PORTAL", "CANCELLED", "HELD");
  }

  /** However often it goes back and forth in the evening: what was told last is set right. */
  @Test
  void whoWasToldOfASuspensionIsToldThatItIsOver() {
    home.with("fatma tr");
    home.exemption("suspended", SUSPENSION);
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.inZone(NIGHT);

    home.exemption("resumed", "");
    home.awaitStates("fatma", "EMAIL", "SENT", "HELD");
    home.exemption("suspended", SUSPENSION);
    home.awaitStates("fatma", "EMAIL", "SENT", "CANCELLED", "HELD");
    home.exemption("resumed", "");

    assertThat(home.awaitStates("fatma", "EMAIL", "SENT", "CANCELLED", "CANCELLED", "HELD"))
        .filteredOn(each -> each.path("state").asText().equals("HELD"))
        .extracting(each -> each.path("template").asText())
        .containsExactly("exemption-resumed");
    assertThat(home.messages("fatma", "EMAIL"))
        .extracting(each -> each.path("template").asText() + ' ' + each.path("reason").asText())
        .contains("exemption-resumed REPLACED", "exemption-suspended REVOKED");
  }

  /** It held for a while, and nobody at home knew. */
  @Test
  void aSuspensionThatCouldNotBeToldIsToldBesideItsEnd() {
    home.with("fatma tr");
    Household.control("mail/shut");
    home.exemption("suspended", SUSPENSION);
    await()
        .until(
            () ->
                home.messages("fatma", "EMAIL").stream()
                    .anyMatch(each -> each.path("reason").asText().equals("MAIL_SERVER_AWAY")));

    home.exemption("resumed", "");
    home.awaitStates("fatma", "EMAIL", "QUEUED", "QUEUED");
    Household.control("mail/open");

    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
  }

  /** There is nothing to look at again. */
  @Test
  void anEndOvertakesTheReviewThatWasToCome() {
    home.with("fatma tr").inZone(NIGHT);
    home.publish(
        Household.EXEMPTIONS,
        "nl.tenzij.exception.review-due.v1",
        home.pupil,
        """
        {"exemption": "%s", "pupil": "%s", "due": "2026-11-24", "stage": "DUE",
         "audience": ["MENTOR", "CARE_COORDINATOR", "GUARDIANS"]}"""
            .formatted(home.sanction, home.pupil));
    home.awaitStates("fatma", "EMAIL", "HELD");

    home.exemption("ended", ", \"cause\": \"GIVEN_UP\"");

    assertThat(home.awaitStates("fatma", "EMAIL", "CANCELLED", "HELD"))
        .extracting(each -> each.path("template").asText() + ' ' + each.path("reason").asText())
        .containsExactlyInAnyOrder("review-due REPLACED", "exemption-given-up QUIET_HOURS");
  }

  /** As the producer promises it; and as it was promised before it told of suspensions. */
  @Test
  void aReassessmentIsToldWithTheSuspensionThatRuns() throws IOException {
    home.with("piet nl");
    due("-suspended");
    assertThat(home.mail("piet").text())
        .contains("tijdelijk gestopt, van 30 november 2026 tot en met 11 december 2026")
        .doesNotContain("blijven gelden");
  }

  @Test
  void aReviewWithoutOneSaysWhatHoldsEitherWay() throws IOException {
    home.with("piet nl");
    due("");
    assertThat(home.mail("piet").text())
        .contains("blijven gelden tot er iets anders is besloten", "Zijn ze tijdelijk gestopt?")
        .doesNotContain("2026");
  }

  private void due(String which) throws IOException {
    String type = "nl.tenzij.exception.review-due.v1";
    home.publish(
        Household.EXEMPTIONS,
        type,
        home.pupil,
        Files.readString(
                Path.of("../exception-service/contract/examples/" + type + which + ".json"))
            .replace("p-sam", home.pupil));
  }

  @Test
  void whatWasAdjustedIsNotToldAsGranted() {
    home.with("piet nl");
    home.exemption("granted", ", \"from\": \"2026-11-24\", \"occasion\": \"ADJUSTED\"");

    assertThat(home.mail("piet").text())
        .contains("zijn veranderd. De nieuwe afspraken gelden vanaf 24 november 2026", "bezwaar")
        .doesNotContain("heeft besloten");
  }

  @Test
  void whoGaveItUpIsNotToldHowToObject() {
    home.with("piet nl");
    home.exemption("ended", ", \"cause\": \"GIVEN_UP\"");

    assertThat(home.mail("piet").text()).contains("zijn gestopt").doesNotContain("bezwaar");
  }

  /** The head's confirmation says all that the one before said, and the days. */
  @Test
  void aBanThatIsConfirmedBeforeItWasToldIsToldOnce() {
    home.with("fatma tr").inZone(NIGHT);
    home.imposed("DEVICE_BAN");
    home.awaitStates("fatma", "EMAIL", "HELD");

    home.confirmed("DEVICE_BAN");

    assertThat(home.awaitStates("fatma", "EMAIL", "CANCELLED", "HELD"))
        .extracting(each -> each.path("template").asText() + ' ' + each.path("reason").asText())
        .containsExactlyInAnyOrder(
            "device-ban-imposed REPLACED", "device-ban-confirmed QUIET_HOURS");
  }

  /** Beside what they were told, which holds until the head takes it back. */
  @Test
  void whoWasToldOfABreachIsToldOfItsCorrection() {
    home.with("fatma tr");
    home.handled("sanction-events", home.discounted());
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");

    home.discounted();

    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");
    assertThat(home.feed("fatma").toString()).contains("Bunu çocuğunuz yapmadı");
    assertThat(home.messages("fatma", "EMAIL")).hasSize(2);

    home.revoked();

    home.awaitStates("fatma", "PORTAL", "SENT", "SENT", "SENT");
    assertThat(home.feed("fatma").toString()).contains("Okul bu önlemi geri çekti");
  }

  /** Else the last that home reads is that their child did not do it. */
  @Test
  void whoWasToldOfACorrectionIsToldThatItWasCorrectedBack() {
    home.with("fatma tr");
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.discounted();
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");

    home.countedAgain(false);

    home.awaitStates("fatma", "PORTAL", "SENT", "SENT", "SENT");
    assertThat(home.feed("fatma").getFirst().toString())
        .contains("Bunu çocuğunuz yaptı", "Önlem aynı kalır");
  }

  @Test
  void whoWasToldOfNothingIsNotToldThatItWasCorrectedBack() {
    home.with("fatma tr");

    home.handled("sanction-events", home.countedAgain(true));

    assertThat(home.messages("fatma", "PORTAL")).isEmpty();
  }

  /** Whoever reads the first entry in it, also reads what came after. */
  @Test
  void whoWasToldOfWhatHappenedIsToldOfEachCorrection() {
    home.with("fatma tr", "piet nl");
    home.registered("p-beside-" + home.mark, Topics.nextPlace(), "noor ar");
    home.ladder();
    home.warned();
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.awaitStates("piet", "EMAIL", "SENT");

    home.corrected("PHOTO_OR_VIDEO", "2026-11-19T09:20:00Z", "p-beside-" + home.mark, home.pupil);

    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
    home.awaitStates("piet", "EMAIL", "SENT", "SENT");
    assertThat(home.mails("fatma").getLast().text())
        .contains("yazdıklarında şimdi bir şeyi düzeltti", "19 Kasım 2026");
    assertThat(home.mails("piet").getLast().text())
        .contains("heeft nu iets verbeterd", "Er staat dat het op 19 november 2026 gebeurde")
        .contains("Is verbeterd wat er gebeurde of op welke dag?");
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");

    home.corrected("PHOTO_OR_VIDEO", "2026-11-18T09:20:00Z", home.pupil);

    home.awaitStates("fatma", "PORTAL", "SENT", "SENT", "SENT");
    assertThat(home.feed("fatma").getFirst().toString()).contains("18 Kasım 2026");
    assertThat(home.messages("noor", "EMAIL")).as("told of nothing before").isEmpty();
  }

  /** Of news that is about both there is a message about each. */
  @Test
  void aGuardianOfTwoWhoDidItIsToldOfBoth() {
    String sibling = "p-sibling-" + home.mark;
    home.with("fatma tr");
    home.registered(sibling, Topics.nextPlace(), "fatma tr");
    home.ladder();
    home.warned();
    home.publish(
        Household.SANCTIONS,
        "nl.tenzij.sanction.imposed.v1",
        sibling,
        """
        {"sanction": "%s", "incident": "%s", "pupil": "%s", "measure": "WARNING", "step": 1}"""
            .formatted(UUID.randomUUID(), home.incident, sibling));
    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");

    home.corrected("PHOTO_OR_VIDEO", "2026-11-19T09:20:00Z", home.pupil, sibling);

    home.awaitStates("fatma", "PORTAL", "SENT", "SENT", "SENT", "SENT");
    assertThat(home.messages("fatma", "PORTAL"))
        .filteredOn(each -> each.path("template").asText().equals("incident-rewritten"))
        .extracting(each -> each.path("pupil").asText())
        .containsExactlyInAnyOrder(home.pupil, sibling);
    home.awaitStates("fatma", "EMAIL", "SENT", "SENT", "SENT", "SENT");
  }

  @Test
  void whoseMeasureWasTakenBackIsNotToldThatItStays() {
    home.with("fatma tr");
    home.ladder();
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.handled("sanction-events", home.revoked());
    home.handled(
        "sanction-events", home.corrected("CYBERBULLYING", "2026-11-19T09:20:00Z", home.pupil));

    home.exemption("requested", "");

    await()
        .untilAsserted(
            () -> assertThat(told("PORTAL")).contains("sanction-revoked", "exemption-requested"));
    assertThat(told("PORTAL"))
        .containsExactlyInAnyOrder("sanction-warning", "sanction-revoked", "exemption-requested");
  }

  private List<String> told(String channel) {
    return home.messages("fatma", channel).stream()
        .map(each -> each.path("template").asText())
        .toList();
  }

  /** Who did not do it is told that; who is not told of the measure has nothing to be corrected. */
  @Test
  void aCorrectionByWhichThePupilDidNotDoItIsToldOnce() {
    home.with("fatma tr");
    home.ladder();
    home.warned();
    home.awaitStates("fatma", "PORTAL", "SENT");

    home.handled("sanction-events", home.corrected("THREAT", "2026-11-20T09:20:00Z", "p-other"));
    home.handled("sanction-events", home.corrected("THREAT", "2026-11-20T09:20:00Z"));
    home.discounted();

    home.awaitStates("fatma", "PORTAL", "SENT", "SENT");
    assertThat(home.feed("fatma").getFirst().toString()).contains("Bunu çocuğunuz yapmadı");
  }

  @Test
  void aMeasureThatWasMadeLighterIsToldWithItsNewDays() {
    home.with("fatma tr");
    home.confirmed("DEVICE_BAN");
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.amended("DEVICE_BAN");

    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
    assertThat(home.mails("fatma").getLast().text()).contains("7 Aralık 2026");
  }

  @Test
  void whatCannotWaitPassesTheQuietHours() {
    home.with("fatma tr").inZone(NIGHT);
    home.warned();
    home.confirmed("SUSPENSION");

    home.awaitStates("fatma", "EMAIL", "HELD", "SENT");
    assertThat(home.mails("fatma")).hasSize(1);
  }

  @Test
  void aCorrectionWaitsForTheMorningWhateverItFollows() {
    home.with("fatma tr").inZone(NIGHT);
    home.confirmed("SUSPENSION");
    home.awaitStates("fatma", "EMAIL", "SENT");

    home.discounted();

    home.awaitStates("fatma", "EMAIL", "SENT", "HELD");
  }

  @Test
  void aPolicyIsToldOnceToEachGuardianOfTheSchool() {
    home.with("fatma tr", "piet nl");
    home.registered("p-second-" + home.mark, Topics.nextPlace(), "fatma tr");

    UUID event = home.policyInForce(Topics.nextPlace());

    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("piet", "PORTAL", "SENT");
    assertThat(home.messages("fatma", "EMAIL")).isEmpty();
    home.awaitAnnounced(event);
    assertThat(home.messages("fatma", "PORTAL")).hasSize(1);
  }

  @Test
  void aPolicyIsMadeKnownBeforeItBindsAndTakenBackToThoseWhoHeard() {
    home.with("fatma tr", "noor ar");
    home.awaitAnnounced(
        home.announced(
            "policy-published",
            ", \"version\": 1, \"topic\": \"PHONES\", \"to\": [\"GUARDIANS\", \"STAFF\"],"
                + " \"at\": \"2026-11-23T09:00:00Z\", \"from\": \"2027-01-10T23:00:00Z\""));
    home.awaitStates("fatma", "PORTAL", "SENT");
    assertThat(home.feed("fatma").getFirst().path("paragraphs").toString())
        .contains("11 Ocak 2027");
    assertThat(home.mail("fatma").text()).contains("11 Ocak 2027");
    home.awaitStates("fatma", "EMAIL", "SENT");

    home.awaitAnnounced(home.announced("policy-withdrawn", ""));

    assertThat(home.awaitStates("fatma", "PORTAL", "SENT", "SENT"))
        .extracting(each -> each.path("template").asText())
        .containsExactlyInAnyOrder("policy-published", "policy-withdrawn");
    home.awaitStates("noor", "PORTAL", "SENT", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
    home.registered("p-second-" + home.mark, 1, "piet nl");
    assertThat(home.messages("piet", "PORTAL")).as("known after it was taken back").isEmpty();
  }

  /** Who waits for a day that was made known is told that it does not come. */
  @Test
  void aPolicyThatIsOvertakenBeforeItsDayIsToldToThoseWhoHeardOfIt() {
    home.with("fatma tr", "noor ar");
    home.awaitAnnounced(
        home.announced(
            "policy-published",
            ", \"version\": 1, \"topic\": \"PHONES\", \"to\": [\"GUARDIANS\"],"
                + " \"at\": \"2026-11-23T09:00:00Z\", \"from\": \"2027-01-10T23:00:00Z\""));
    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT");

    home.awaitAnnounced(home.announced("policy-overtaken", ", \"from\": \"2027-01-10T23:00:00Z\""));

    assertThat(home.awaitStates("fatma", "PORTAL", "SENT", "SENT"))
        .extracting(each -> each.path("template").asText())
        .containsExactlyInAnyOrder("policy-published", "policy-overtaken");
    home.awaitStates("noor", "PORTAL", "SENT", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT", "SENT");
    assertThat(home.mails("fatma").getLast().text())
        .contains("Onların yerine başka kurallar geldi");
    home.registered("p-second-" + home.mark, 1, "piet nl");
    assertThat(home.messages("piet", "PORTAL")).as("known after it was overtaken").isEmpty();
  }

  /** What binds people is made known to them, but not at night. */
  @Test
  void aPolicyThatIsPublishedInQuietHoursIsMailedInTheMorning() {
    home.with("fatma tr").inZone(NIGHT);
    home.awaitAnnounced(published());
    home.awaitStates("fatma", "EMAIL", "HELD");

    home.inZone("Europe/Amsterdam");

    home.awaitStates("fatma", "EMAIL", "SENT");
  }

  /** What still waits for its hour says a day that is not the day any more. */
  @Test
  void aPolicyThatIsMadeKnownOnceMoreIsToldWithItsLastDayAlone() {
    home.with("fatma tr", "noor ar").inZone(NIGHT);
    home.registered("p-second-" + home.mark, Topics.nextPlace(), "fatma tr");
    home.awaitAnnounced(published("2027-01-10T23:00:00Z"));
    home.awaitStates("fatma", "EMAIL", "HELD");
    home.awaitStates("noor", "PORTAL", "HELD");

    home.awaitAnnounced(published("2027-01-17T23:00:00Z"));
    home.awaitAnnounced(published("2027-01-24T23:00:00Z"));

    home.awaitStates("noor", "PORTAL", "CANCELLED", "CANCELLED", "HELD");
    assertThat(home.awaitStates("fatma", "EMAIL", "CANCELLED", "CANCELLED", "HELD"))
        .filteredOn(each -> each.path("state").asText().equals("CANCELLED"))
        .allMatch(each -> each.path("reason").asText().equals("REPLACED"));
    home.inZone("Europe/Amsterdam");
    home.awaitStates("fatma", "EMAIL", "CANCELLED", "CANCELLED", "SENT");
    assertThat(home.mails("fatma"))
        .singleElement()
        .satisfies(mail -> assertThat(mail.text()).contains("25 Ocak 2027"));
  }

  /** Whoever hears of it only now has one day to keep in mind. */
  @Test
  void whoComesToBeKnownLaterHearsTheLastDayAlone() {
    long before = Topics.nextPlace();
    home.awaitAnnounced(published("2027-01-10T23:00:00Z"));
    home.awaitAnnounced(published("2027-01-17T23:00:00Z"));

    home.registered("p-early-" + home.mark, before, "fatma tr");

    home.awaitStates("fatma", "PORTAL", "SENT");
    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(home.mail("fatma").text()).contains("18 Ocak 2027");
  }

  private UUID published(String from) {
    return home.announced(
        "policy-published",
        ", \"version\": 1, \"topic\": \"PHONES\", \"to\": [\"GUARDIANS\"],"
            + " \"at\": \"2026-11-23T09:00:00Z\", \"from\": \""
            + from
            + '"');
  }

  private UUID published() {
    return home.announced(
        "policy-published",
        ", \"version\": 2, \"topic\": \"PHONES\", \"to\": [\"GUARDIANS\"],"
            + " \"at\": \"2026-11-23T09:00:00Z\"");
  }

  /** As a school has it that starts from a policy which the product ships. */
  @Test
  void aSchoolWithAShippedPolicyMailsItsNextOneAndItsSurveyTogether() throws IOException {
    JsonNode shipped =
        json.readTree(
            Path.of("../school-service/src/main/resources/policy-templates/s2-device-ban.json")
                .toFile());
    home.with("fatma tr");
    home.handled("calendar-events", inForce(shipped.at("/content/messages").toString()));
    home.awaitStates("fatma", "PORTAL", "SENT");

    clock.stand();
    home.awaitAnnounced(published());
    home.awaitStates("fatma", "EMAIL", "SENT");
    home.awaitAnnounced(home.announced("evaluation-opened", ", \"policy\": \"p\""));
    home.exemption("requested", "");
    home.awaitGathering("fatma", 2);
    clock.goOn();

    home.awaitStates("fatma", "EMAIL", "SENT", "SENT", "SENT");
    assertThat(home.mails("fatma"))
        .extracting(Mail::subject)
        .containsExactly("Okuldan mesaj", "Okuldan mesajlar");
    assertThat(home.mails("fatma").getFirst().text()).contains("yeni kurallar");
    assertThat(home.mails("fatma").getLast().text()).contains("anket");
  }

  private UUID inForce(String messages) {
    return home.announced(
        "policy-in-force",
        ", \"version\": 1, \"topic\": \"PHONES\", \"from\": \"2026-08-01T07:30:00Z\","
            + " \"messages\": "
            + messages);
  }

  /** Nobody is sent to a survey that takes no answers any more. */
  @Test
  void aSurveyThatClosedInQuietHoursIsNotToldOf() {
    home.with("fatma tr").inZone(NIGHT);
    home.awaitAnnounced(home.announced("evaluation-opened", ", \"policy\": \"p\""));
    home.awaitStates("fatma", "PORTAL", "HELD");

    home.awaitAnnounced(home.announced("evaluation-closed", ", \"policy\": \"p\""));

    home.awaitStates("fatma", "PORTAL", "CANCELLED");
  }

  /** S1: by itself comes what the school finds important enough. */
  @Test
  void aSchoolWhosePolicySaysSoTellsOfItByMailToo() {
    home.with("fatma tr");
    home.handled(
        "calendar-events",
        inForce(
            "{\"quietFrom\": \"17:00\", \"quietUntil\": \"08:00\","
                + " \"quietAtWeekends\": true, \"quietOnHolidays\": true, \"pushed\": [\"POLICY\"]}"));
    home.announced("evaluation-opened", ", \"policy\": \"p\"");

    home.awaitStates("fatma", "EMAIL", "SENT");
    assertThat(home.mail("fatma").subject()).isEqualTo("Okuldan mesaj");
  }

  /** The topic's partitions are read side by side: the policy can come before its pupils. */
  @Test
  void whoWasAtTheSchoolBeforeThePolicyIsToldAlsoWhenKnownLater() {
    long before = Topics.nextPlace();
    UUID event = home.policyInForce(Topics.nextPlace());
    home.awaitAnnounced(event);

    home.registered("p-early-" + home.mark, before, "fatma tr");
    home.registered("p-late-" + home.mark, Topics.nextPlace(), "piet nl");

    home.awaitStates("fatma", "PORTAL", "SENT");
    assertThat(home.messages("piet", "PORTAL")).isEmpty();
  }

  /** Neither sees the other before the end of its transaction. */
  @Test
  void whoComesToBeKnownWhileAPolicyIsAnnouncedIsTold() {
    Incoming registered =
        incoming(
            "pupil-registered",
            home.pupil,
            """
            {"pupil": "%s", "yearGroup": "3", "classes": [],
             "guardians": [{"guardian": "%s", "language": "tr", "informed": true}]}"""
                .formatted(home.pupil, home.guardian("fatma")));
    Incoming inForce =
        incoming(
            "policy-in-force",
            home.school,
            """
            {"policy": "%s", "version": 1, "topic": "PHONES", "from": "2026-08-01T07:30:00Z", "objectionTerm": "P42D"}"""
                .formatted(home.sanction));
    CompletableFuture<Void> written = new CompletableFuture<>();
    CompletableFuture<Void> mayCommit = new CompletableFuture<>();

    CompletableFuture<?> pupil =
        pool.withTransaction(
                sql ->
                    events
                        .handle(registered, sql)
                        .invoke(() -> written.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(mayCommit)))
            .subscribeAsCompletionStage();
    written.join();
    CompletableFuture<?> policy =
        pool.withTransaction(sql -> events.handle(inForce, sql)).subscribeAsCompletionStage();
    await().until(() -> policy.isDone() ? home.isAnnounced(inForce.id()) : home.someoneWaits());
    mayCommit.complete(null);
    CompletableFuture.allOf(pupil, policy).join();

    home.awaitStates("fatma", "PORTAL", "SENT");
  }

  private Incoming incoming(String what, String key, String data) {
    try {
      return new Incoming(
          UUID.randomUUID().toString(),
          "nl.tenzij.school." + what + ".v1",
          new Board("stichting-tenboom"),
          new School(home.school),
          key,
          Instant.now(),
          Topics.nextPlace(),
          key,
          json.readTree(data),
          null);
    } catch (JsonProcessingException typo) {
      throw new IllegalArgumentException(typo);
    }
  }
}

package nl.tenzij.local.clients;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import nl.tenzij.client.ApiClient;
import nl.tenzij.client.ApiException;
import nl.tenzij.client.api.DeliveriesApi;
import nl.tenzij.client.api.ExemptionsApi;
import nl.tenzij.client.api.IncidentsApi;
import nl.tenzij.client.api.RosterApi;
import nl.tenzij.client.api.SanctionsApi;
import nl.tenzij.client.api.VerdictApi;
import nl.tenzij.client.model.Category;
import nl.tenzij.client.model.Device;
import nl.tenzij.client.model.ExemptionRequest;
import nl.tenzij.client.model.HearingRequest;
import nl.tenzij.client.model.IncidentParticipant;
import nl.tenzij.client.model.IncidentRequest;
import nl.tenzij.client.model.Moment;
import nl.tenzij.client.model.Place;
import nl.tenzij.client.model.Purpose;
import nl.tenzij.client.model.SanctionKind;
import nl.tenzij.client.model.SanctionRole;
import nl.tenzij.client.model.ScopeRequest;
import nl.tenzij.client.model.VerdictView;
import nl.tenzij.local.day.Surroundings;

/**
 * Goes through steps of the day with the generated Java client. A roster goes in otherwise: the
 * generator knows no way to send a file that is a whole body.
 */
public final class DayByJava {

  private static final String CLASS = "k-3hv1";
  private static final String PUPIL = "p-sam";

  private final Surroundings around;
  private final String school;

  public DayByJava(Surroundings around, String school) {
    this.around = around;
    this.school = school;
  }

  /**
   * What the client saw.
   *
   * @param roster how the import went
   * @param pupils on whom there is a verdict
   * @param measure that the ladder proposes
   * @param heard how often
   * @param refused the status of an answer that is a problem
   */
  public record Seen(
      String roster,
      List<String> pupils,
      String breach,
      String measure,
      int heard,
      String exemption,
      int deliveries,
      int refused) {}

  /**
   * @param rosterImport one that was brought in
   */
  public Seen play(UUID rosterImport) throws ApiException {
    var imported =
        new RosterApi(client("school-system")).readRosterImport(school, rosterImport, null, null);
    var verdicts =
        new VerdictApi(user("tim"))
            .askVerdictsOfClass(
                school, CLASS, Device.SMARTPHONE, Place.CLASSROOM, null, null, null, null, null);
    var incident = new IncidentsApi(user("tim")).recordIncident(school, seenJustNow(), null, null);
    UUID sanction = proposedFor(incident.getId());
    var heard =
        new SanctionsApi(user("hanna"))
            .recordHearing(
                school,
                sanction,
                new HearingRequest().kind(SanctionKind.PUPIL).at(now()),
                null,
                null);
    var exemption =
        new ExemptionsApi(user("fatma")).requestExemption(school, readAloud(), null, null);
    new ExemptionsApi(user("fatma")).withdrawExemption(school, exemption.getId(), null, null);
    var told =
        new DeliveriesApi(user("hanna"))
            .listDeliveries(school, incident.getId(), null, null, null, null);
    return new Seen(
        imported.getState().getValue(),
        verdicts.getVerdicts().stream().map(VerdictView::getPupil).toList(),
        incident.getBreach().getValue(),
        heard.getMeasure() == null
            ? heard.getProposed().getMeasure().getValue()
            : heard.getMeasure().getValue(),
        heard.getHearings().size(),
        exemption.getStatus().getValue(),
        told.getItems().size(),
        refusedToAnotherSchool(incident.getId()));
  }

  private IncidentRequest seenJustNow() {
    return new IncidentRequest()
        .category(Category.PHOTO_OR_VIDEO)
        .device(Device.SMARTPHONE)
        .place(Place.CLASSROOM)
        .occurredAt(now())
        .participants(List.of(new IncidentParticipant().pupil(PUPIL).role(SanctionRole.OFFENDER)));
  }

  private static ExemptionRequest readAloud() {
    return new ExemptionRequest()
        .pupil(PUPIL)
        .purpose(Purpose.READ_ALOUD)
        .wished(
            new ScopeRequest()
                .moments(List.of(Moment.LESSON))
                .places(List.of(Place.CLASSROOM))
                .functions(List.of("reader")));
  }

  private UUID proposedFor(UUID incident) {
    var sanctions = new SanctionsApi(user("hanna"));
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                sanctions
                    .listSanctions(school, null, incident, null, null, null, null, null, null)
                    .getItems(),
            found -> !found.isEmpty())
        .getFirst()
        .getId();
  }

  private int refusedToAnotherSchool(UUID incident) {
    try {
      new IncidentsApi(user("lisa")).readIncident(school, incident, null, null);
      return 0;
    } catch (ApiException refused) {
      return refused.getCode();
    }
  }

  private OffsetDateTime now() {
    return around.clock().instant().atOffset(ZoneOffset.UTC);
  }

  private ApiClient user(String name) {
    return with(around.access().user(name));
  }

  private ApiClient client(String name) {
    return with(around.access().client(name));
  }

  private ApiClient with(String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(around.gateway() + "/api/v1");
    return client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + token));
  }
}

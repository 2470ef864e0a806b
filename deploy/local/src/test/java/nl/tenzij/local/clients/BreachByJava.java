package nl.tenzij.local.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.client.ApiException;
import nl.tenzij.client.api.DeliveriesApi;
import nl.tenzij.client.api.IncidentsApi;
import nl.tenzij.client.api.MessagesApi;
import nl.tenzij.client.api.SanctionsApi;
import nl.tenzij.client.model.Category;
import nl.tenzij.client.model.ConfirmationRequest;
import nl.tenzij.client.model.Delivery;
import nl.tenzij.client.model.Device;
import nl.tenzij.client.model.HearingRequest;
import nl.tenzij.client.model.ImpositionRequest;
import nl.tenzij.client.model.IncidentParticipant;
import nl.tenzij.client.model.IncidentRequest;
import nl.tenzij.client.model.Life;
import nl.tenzij.client.model.Place;
import nl.tenzij.client.model.SanctionKind;
import nl.tenzij.client.model.SanctionRole;

/** From an incident to the head's letter, with the generated Java client. */
record BreachByJava(Generated client, String pupil) {

  private static final int MARK = 5;

  /**
   * What followed.
   *
   * @param deliveries how many messages about it went out, by mail and in the portal
   * @param letter how its file begins
   */
  record Followed(UUID incident, Driven.Breach breach, int deliveries, String letter) {}

  /**
   * @param today at the school
   */
  Followed play(LocalDate today) throws ApiException, IOException {
    var incident = new IncidentsApi(client.as("tim")).recordIncident(school(), seen(), null, null);
    SanctionsApi sanctions = new SanctionsApi(client.as("hanna"));
    UUID sanction = proposedFor(incident.getId());
    for (SanctionKind whom : List.of(SanctionKind.PUPIL, SanctionKind.GUARDIANS)) {
      HearingRequest talk = new HearingRequest().kind(whom).at(client.now());
      sanctions.recordHearing(school(), sanction, talk, null, null);
    }
    ImpositionRequest reasoned = new ImpositionRequest().reason("She filmed another, and says so.");
    var imposed = sanctions.imposeSanction(school(), sanction, reasoned, null, null);
    var confirmed =
        sanctions.confirmSanction(
            school(),
            sanction,
            new ConfirmationRequest()
                .from(today)
                .until(today)
                .explanation("You filmed another pupil, and said so."),
            null,
            null);
    List<Delivery> told = told(incident.getId());
    return new Followed(
        incident.getId(),
        new Driven.Breach(
            incident.getBreach().getValue(),
            imposed.getMeasure().getValue(),
            imposed.getHearings().size(),
            confirmed.getStatus().getValue()),
        told.size(),
        letter(told.getFirst().getMessage()));
  }

  private String school() {
    return client.school();
  }

  private IncidentRequest seen() {
    OffsetDateTime justNow = client.now();
    return new IncidentRequest()
        .category(Category.PHOTO_OR_VIDEO)
        .device(Device.SMARTPHONE)
        .place(Place.CLASSROOM)
        .occurredAt(justNow)
        .participants(List.of(new IncidentParticipant().pupil(pupil).role(SanctionRole.OFFENDER)));
  }

  private UUID proposedFor(UUID incident) {
    SanctionsApi sanctions = new SanctionsApi(client.as("hanna"));
    return Generated.soon(
            () ->
                sanctions
                    .listSanctions(
                        school(), null, incident, null, null, null, null, null, null, null)
                    .getItems(),
            found -> !found.isEmpty())
        .getFirst()
        .getId();
  }

  /** By mail and in the portal, once both are out. */
  private List<Delivery> told(UUID incident) {
    DeliveriesApi deliveries = new DeliveriesApi(client.as("hanna"));
    return Generated.soon(
        () -> deliveries.listDeliveries(school(), incident, null, null, null).getItems(),
        found ->
            found.size() == 2 && found.stream().allMatch(each -> each.getState() == Life.SENT));
  }

  private String letter(UUID message) throws IOException {
    Path file = Generated.soon(() -> read(message), Optional::isPresent).orElseThrow();
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.delete(file);
    return text.substring(0, MARK);
  }

  /** Nothing yet where the mail was quicker than what the letter is written from. */
  private Optional<Path> read(UUID message) throws ApiException {
    try {
      return Optional.of(
          new MessagesApi(client.as("hanna")).readLetter(school(), message, null).toPath());
    } catch (ApiException refused) {
      if (refused.getCode() == 503) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}

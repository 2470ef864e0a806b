package nl.tenzij.local.clients;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tenzij.client.ApiException;
import nl.tenzij.client.api.CustodyApi;
import nl.tenzij.client.api.EducationalUseApi;
import nl.tenzij.client.api.FeedApi;
import nl.tenzij.client.api.IncidentsApi;
import nl.tenzij.client.api.PoliciesApi;
import nl.tenzij.client.api.RosterApi;
import nl.tenzij.client.api.StatisticsApi;
import nl.tenzij.client.api.VerdictApi;
import nl.tenzij.client.api.WebhooksApi;
import nl.tenzij.client.model.Device;
import nl.tenzij.client.model.EducationalUseRequest;
import nl.tenzij.client.model.FeedItem;
import nl.tenzij.client.model.Figure;
import nl.tenzij.client.model.Ground;
import nl.tenzij.client.model.HandInRequest;
import nl.tenzij.client.model.Keeping;
import nl.tenzij.client.model.Life;
import nl.tenzij.client.model.NewWebhook;
import nl.tenzij.client.model.Place;
import nl.tenzij.client.model.Receiver;
import nl.tenzij.client.model.ReturnRequest;
import nl.tenzij.client.model.SchoolState;
import nl.tenzij.client.model.VerdictView;
import nl.tenzij.local.day.Surroundings;

/** Drives the day with the generated Java client, from the roster to the board's figures. */
public final class DayByJava {

  private static final String CLASS = "k-3hv1";
  private static final String PUPIL = "p-noa";

  private final Generated client;
  private final String board;
  private final String school;

  public DayByJava(Surroundings around, String board, String school) {
    this.client = new Generated(around, school);
    this.board = board;
    this.school = school;
  }

  /**
   * @param roster a OneRoster package
   * @param statement a PDF that shows why a device is needed
   * @param today at the school
   */
  public Driven play(byte[] roster, byte[] statement, LocalDate today)
      throws ApiException, IOException {
    String imported = bringIn(roster);
    UUID policy =
        new PoliciesApi(client.as("tim"))
            .readPolicyInForce(school, null, null, null)
            .getItems()
            .getFirst()
            .getPolicy()
            .getId();
    Map<String, String> grounds = lesson();
    List<String> custody = custody();
    BreachByJava.Followed followed = new BreachByJava(client, PUPIL).play(today);
    Driven.Exemption exemption = new ExemptionByJava(client, PUPIL).play(statement);
    return new Driven(
        imported,
        policy.toString(),
        grounds,
        custody,
        followed.breach(),
        exemption,
        told(followed),
        messages(),
        webhook(),
        refusedToAnotherSchool(followed.incident()));
  }

  private String bringIn(byte[] zip) throws ApiException, IOException {
    RosterApi roster = new RosterApi(client.system("school-system"));
    UUID accepted;
    try (TemporaryFile file = new TemporaryFile(zip)) {
      accepted = roster.importRoster(school, file.path().toFile(), null, null).getId();
    }
    return Generated.soon(
            () -> roster.readRosterImport(school, accepted, null).getState(),
            state -> state != SchoolState.RUNNING)
        .getValue();
  }

  private Map<String, String> lesson() throws ApiException {
    EducationalUseApi uses = new EducationalUseApi(client.as("tim"));
    EducationalUseRequest stopwatch =
        new EducationalUseRequest()
            .propertyClass(CLASS)
            .purpose("A stopwatch for an experiment.")
            .devices(List.of(Device.SMARTPHONE));
    UUID open = uses.openEducationalUse(school, stopwatch, null, null).getId();
    VerdictApi verdicts = new VerdictApi(client.as("tim"));
    List<VerdictView> during =
        Generated.soon(
            () ->
                verdicts
                    .askVerdictsOfClass(
                        school, CLASS, Device.SMARTPHONE, Place.CLASSROOM, null, null, null, null)
                    .getVerdicts(),
            all -> all.stream().anyMatch(each -> each.getGround() == Ground.EDUCATIONAL_USE));
    uses.closeEducationalUse(school, open, null, null);
    return during.stream()
        .collect(Collectors.toMap(VerdictView::getPupil, each -> each.getGround().getValue()));
  }

  private List<String> custody() throws ApiException {
    CustodyApi custody = new CustodyApi(client.as("tim"));
    HandInRequest watch =
        new HandInRequest().pupil(PUPIL).device(Device.SMARTWATCH).keeping(Keeping.OFFICE);
    var kept = custody.handInDevice(school, watch, null, null);
    var back =
        custody.giveBackDevice(
            school, kept.getId(), new ReturnRequest().to(Receiver.PUPIL), null, null);
    return List.of(kept.getStatus().getValue(), back.getStatus().getValue());
  }

  /** A guardian reads what was not read yet. */
  private Driven.Told told(BreachByJava.Followed followed) throws ApiException {
    FeedApi feed = new FeedApi(client.as("fatma"));
    FeedItem unread =
        feed.readFeed(school, null, null, null).getItems().stream()
            .filter(each -> each.getState() == Life.SENT)
            .findFirst()
            .orElseThrow();
    var receipt = feed.markMessageRead(school, unread.getMessage(), null, null);
    return new Driven.Told(
        unread.getLanguage(),
        receipt.getState().getValue(),
        followed.letter(),
        followed.deliveries());
  }

  private long messages() throws ApiException {
    return new StatisticsApi(client.as("bea"))
        .readStatistics(board, null, null, null).getFigures().stream()
            .filter(each -> each.getFigure() == Figure.MESSAGES && each.getBy() == null)
            .findFirst()
            .orElseThrow()
            .getCount();
  }

  /** Registered, found again and ended. */
  private String webhook() throws ApiException {
    WebhooksApi webhooks = new WebhooksApi(client.system("pipeline"));
    NewWebhook there = new NewWebhook().url("https://pipeline.example.org/tenzij");
    UUID made = webhooks.subscribeWebhook(school, there, null, null).getId();
    String state = webhooks.readWebhook(school, made, null).getState();
    webhooks.endWebhook(school, made, null);
    return state;
  }

  private int refusedToAnotherSchool(UUID incident) {
    try {
      new IncidentsApi(client.as("lisa")).readIncident(school, incident, null, null);
      return 0;
    } catch (ApiException refused) {
      return refused.getCode();
    }
  }
}

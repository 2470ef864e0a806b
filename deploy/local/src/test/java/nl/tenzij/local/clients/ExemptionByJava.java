package nl.tenzij.local.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.tenzij.client.ApiException;
import nl.tenzij.client.api.AssessmentApi;
import nl.tenzij.client.api.EvidenceApi;
import nl.tenzij.client.api.ExemptionsApi;
import nl.tenzij.client.api.SignalsApi;
import nl.tenzij.client.api.VerdictApi;
import nl.tenzij.client.model.Advice;
import nl.tenzij.client.model.AgreedUse;
import nl.tenzij.client.model.AnswerRequest;
import nl.tenzij.client.model.AssessmentRequest;
import nl.tenzij.client.model.DecisionRequest;
import nl.tenzij.client.model.Device;
import nl.tenzij.client.model.EvidenceKind;
import nl.tenzij.client.model.ExemptionRequest;
import nl.tenzij.client.model.GrantRequest;
import nl.tenzij.client.model.Ground;
import nl.tenzij.client.model.Kind;
import nl.tenzij.client.model.Moment;
import nl.tenzij.client.model.Place;
import nl.tenzij.client.model.Purpose;
import nl.tenzij.client.model.ReadingRequest;
import nl.tenzij.client.model.Role;
import nl.tenzij.client.model.ScopeRequest;
import nl.tenzij.client.model.Signal;
import nl.tenzij.client.model.SubmissionRequest;
import nl.tenzij.client.model.TeamMember;
import nl.tenzij.client.model.TeamRequest;

/** From a mentor's request, with evidence, to what teachers see, with the generated Java client. */
record ExemptionByJava(Generated client, String pupil) {

  private static final String WHY = "It reads the text to her, and nothing else does.";

  /**
   * @param statement a PDF
   */
  Driven.Exemption play(byte[] statement) throws ApiException, IOException {
    ExemptionsApi requests = new ExemptionsApi(client.as("tim"));
    UUID exemption = requests.requestExemption(school(), request(), null, null).getId();
    int missing = requests.readExemptionChecklist(school(), exemption, null).getMissing().size();
    UUID evidence = attach(exemption, statement);
    requests.submitExemption(school(), exemption, new SubmissionRequest(), null, null);
    AssessmentApi chair = new AssessmentApi(client.as("cora"));
    List<AnswerRequest> answers =
        chair.beginAssessment(school(), exemption, team(), null, null).getCriteria().stream()
            .map(each -> new AnswerRequest().criterion(each).met(true).reason(WHY))
            .toList();
    long read = read(exemption, evidence);
    for (String member : List.of("cora", "tim", "eva")) {
      AssessmentRequest advice =
          new AssessmentRequest().advice(Advice.GRANT).reason(WHY).criteria(answers);
      new AssessmentApi(client.as(member)).assessExemption(school(), exemption, advice, null, null);
    }
    var granted =
        chair.decideOnExemption(school(), exemption, decision(answers), null, null).getStatus();
    long shown = shown().toMillis();
    return new Driven.Exemption(
        missing, read, granted.getValue(), shown, signal(exemption).getContact());
  }

  private String school() {
    return client.school();
  }

  private ExemptionRequest request() {
    return new ExemptionRequest()
        .pupil(pupil)
        .purpose(Purpose.READ_ALOUD)
        .wished(scope())
        .motivation("It reads to me, so that I can follow.");
  }

  private static ScopeRequest scope() {
    return new ScopeRequest()
        .moments(List.of(Moment.LESSON))
        .places(List.of(Place.CLASSROOM))
        .functions(List.of("reader"));
  }

  private static TeamRequest team() {
    return new TeamRequest()
        .members(
            List.of(
                new TeamMember().person("st-cora").role(Role.CARE_COORDINATOR),
                new TeamMember().person("st-tim").role(Role.MENTOR),
                new TeamMember().person("st-eva").role(Role.EXPERT)));
  }

  private static DecisionRequest decision(List<AnswerRequest> answers) {
    return new DecisionRequest()
        .outcome(Advice.GRANT)
        .reason(WHY)
        .criteria(answers)
        .granted(
            new GrantRequest()
                .scope(scope())
                .kind(Kind.STRUCTURAL)
                .contact("st-cora")
                .agreed(List.of(AgreedUse.ON_TABLE)));
  }

  private UUID attach(UUID exemption, byte[] statement) throws ApiException, IOException {
    try (TemporaryFile file = new TemporaryFile(statement)) {
      return new EvidenceApi(client.as("tim"))
          .attachEvidence(
              school(), exemption, EvidenceKind.OBSERVATION, file.path().toFile(), null, null)
          .getId();
    }
  }

  private long read(UUID exemption, UUID evidence) throws ApiException, IOException {
    ReadingRequest why = new ReadingRequest().reason("To assess the request.");
    var file =
        new EvidenceApi(client.as("eva"))
            .readEvidence(school(), exemption, evidence, why, null, null)
            .toPath();
    long bytes = Files.size(file);
    Files.delete(file);
    return bytes;
  }

  private Duration shown() {
    long decided = System.nanoTime();
    VerdictApi verdicts = new VerdictApi(client.as("tim"));
    Generated.soon(
        () ->
            verdicts
                .askVerdict(
                    school(), pupil, Device.SMARTPHONE, Place.CLASSROOM, null, null, null, null)
                .getGround(),
        ground -> ground == Ground.EXEMPTION);
    return Duration.ofNanos(System.nanoTime() - decided);
  }

  private Signal signal(UUID exemption) {
    SignalsApi signals = new SignalsApi(client.as("tim"));
    return Generated.soon(
        () ->
            signals.listSignalsOfPupil(school(), pupil, null).getItems().stream()
                .filter(each -> exemption.equals(each.getExemption()))
                .findFirst()
                .orElse(null),
        found -> found != null);
  }
}

package nl.tenzij.local.day;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tenzij.local.day.Requests.Asked;

/** What is there when the day begins: who is at the school, its rules, and what was decided. */
final class DayBefore {

  private static final Set<String> COUNTED = Set.of("users.csv", "classes.csv", "enrollments.csv");

  private final Stage stage;
  private final DemoCalendar calendar;
  private final Requests requests;
  private final Breaches breaches;

  DayBefore(Stage stage) {
    this.stage = stage;
    this.calendar = DemoCalendar.of(stage.today());
    this.requests = new Requests(stage);
    this.breaches = new Breaches(stage);
  }

  void roster() {
    stage.at("08:00", "the school's own system brings in its roster (OneRoster 1.2)");
    bringIn(false);
    stage.api().put(system(), stage.cast().at() + "/calendar", calendar.body()).expect(200);
    stage
        .api()
        .put(
            stage.access().user("hanna"),
            stage.cast().at() + "/contact-desk",
            Map.of(
                "contacts",
                List.of(
                    Map.of("matter", "POLICY", "title", "Mentor", "staff", "st-tim"),
                    Map.of("matter", "SANCTIONS", "title", "Directie", "staff", "st-hanna"),
                    Map.of(
                        "matter", "EXEMPTIONS", "title", "Zorgcoördinator", "staff", "st-cora"))))
        .expect(200);
    JsonNode now = stage.get("hanna", "/calendar/moment");
    if (!now.path("schoolDay").asBoolean()) {
      throw new IllegalStateException("the calendar knows of no school today: " + now);
    }
    stage.say(
        "its calendar, too: school ends at %s", Stage.clock(now.path("endOfSchoolDay").asText()));
  }

  /**
   * @param newcomers whether they are in it
   */
  void bringIn(boolean newcomers) {
    bringIn(stage, newcomers);
  }

  /** One package has all of the board's schools in it, and each takes what is its own. */
  private void bringIn(Stage at, boolean newcomers) {
    byte[] zip = DemoRoster.zip(stage.cast(), calendar.year(), newcomers);
    String report =
        stage
            .api()
            .post(
                system(), at.cast().at() + "/roster-imports", new Api.Body("application/zip", zip))
            .expect(202)
            .location()
            .orElseThrow();
    JsonNode done =
        Stage.await(
            "the import of the roster",
            () -> stage.api().get(system(), report).expect(200).body(),
            state -> !"RUNNING".equals(state.path("state").asText()));
    if (!"APPLIED".equals(done.path("state").asText())) {
      throw new IllegalStateException("the import failed: " + done);
    }
    stage.say(counts(done));
  }

  private String system() {
    return stage.access().client("school-system");
  }

  private static String counts(JsonNode report) {
    return Stage.each(report.path("files"))
        .filter(file -> COUNTED.contains(file.path("file").asText()))
        .map(
            file ->
                "%s %d applied, %d unchanged, %d refused"
                    .formatted(
                        file.path("file").asText(),
                        file.path("applied").asInt(),
                        file.path("unchanged").asInt(),
                        file.path("refused").asInt()))
        .collect(Collectors.joining("; "));
  }

  /**
   * @return the policy
   */
  String policy() {
    stage.at("08:10", "Hanna, the head, brings the school's policy on phones in force");
    String policy = new PolicyByCouncil(stage).bringInForce();
    stage.told(Cast.FATMA, "policy-published");
    Cast.GUARDIANS.stream()
        .filter(guardian -> !guardian.equals(Cast.RIA))
        .forEach(guardian -> stage.messages(guardian, "policy-published", "SENT"));
    stage.say("all others at home read it in their own language, too");
    return policy;
  }

  /** Another way through another council: parents decide where there are no pupils to. */
  void primarySchool() {
    stage.at("08:20", "the board's primary school, De Linde: its roster, and Hugo's policy");
    Stage primary = stage.beside(Cast.DE_LINDE);
    bringIn(primary, false);
    new PolicyByCouncil(primary).bringInForce();
    primary.told(Cast.EWA, "policy-published");
  }

  /**
   * @return the incident
   */
  String firstViolation() {
    stage.at("10:00", "Tim teaches, and sees Sam with a phone. May he?");
    JsonNode verdict =
        Stage.await(
                "roster and policy to reach sanction-service",
                () -> stage.ask("tim", verdictOn(Cast.SAM)),
                answer -> "RULE".equals(answer.body().path("ground").asText()))
            .body();
    stage.say("%s", Verdict.line(verdict));
    String incident = breaches.warn(Cast.SAM);
    stage.say("a person decides: Tim warns him, and says so at home");
    stage.told(Cast.FATMA, "sanction-warning");
    stage.told(Cast.PIET, "sanction-warning");
    return incident;
  }

  /** Of which the board sees how much there was, and nothing else. */
  void anotherClass() {
    stage.at("10:40", "in 2HV1, his other class, Tim warns five for a first violation");
    Stage.await(
        "all of the class to reach sanction-service",
        () -> Verdict.ofClass(stage, "tim", Cast.OTHER_CLASS),
        all -> all.size() == Cast.WARNED.size() + Cast.PLANNERS.size());
    breaches.warnAll(Cast.WARNED);
    stage.at("11:30", "and asks for four others there whether they may keep their agenda on it");
    Cast.PLANNERS.forEach(
        pupil ->
            requests.request(
                Asked.planner(pupil),
                "OBSERVATION",
                new Api.Body("image/png", Planted.LINAS_PICTURE)));
    stage.say("they wait for a core team");
  }

  private static String verdictOn(String pupil) {
    return "/pupils/" + pupil + "/verdict?device=SMARTPHONE&place=CLASSROOM";
  }

  /**
   * @return the exemption
   */
  String diabetes() {
    stage.at("13:00", "Els and her son Daan ask for an exemption, with a doctor's statement");
    String exemption =
        requests.request(
            Asked.DAAN, "STATEMENT", new Api.Body("application/pdf", Planted.DAANS_STATEMENT));
    stage.told(Cast.ELS, "exemption-requested");
    stage.at("14:00", "a core team of three, in three roles, looks at it: Cora, Tim and Eva");
    List<String> criteria = requests.begin(exemption);
    String file =
        requests.evidence("cora", exemption).findFirst().orElseThrow().path("id").asText();
    int bytes = requests.read("eva", exemption, file).expect(200).bytes().length;
    stage.say(
        "Eva reads the statement (%d bytes, sealed at rest); that she did, and why, is noted",
        bytes);
    String alone =
        requests.decide(exemption, Asked.DAAN, criteria, Planted.WHY_DAAN).expect(409).code();
    stage.say("Cora, who chairs, can't decide alone: 409 %s", alone);
    requests.assess(exemption, criteria, Planted.HELD_OF_DAAN);
    requests.decide(exemption, Asked.DAAN, criteria, Planted.WHY_DAAN).expect(200);
    stage.say(
        "each of %d criteria is answered by each, with a reason; it is granted", criteria.size());
    stage.told(Cast.ELS, "exemption-granted");
    return exemption;
  }

  /**
   * @return the exemption
   */
  String deafness() {
    stage.at("15:00", "Tim asks for Lina, his pupil, with her own words and a photographed letter");
    String exemption =
        requests.request(Asked.LINA, "REFERRAL", new Api.Body("image/png", Planted.LINAS_PICTURE));
    stage.told(Cast.MAREK, "exemption-requested");
    return exemption;
  }
}

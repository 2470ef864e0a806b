package nl.tenzij.exception.exemption.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.exemption.AgreedUse;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.Assessment;
import nl.tenzij.exception.exemption.CoreTeam;
import nl.tenzij.exception.exemption.Device;
import nl.tenzij.exception.exemption.EndCause;
import nl.tenzij.exception.exemption.Ending;
import nl.tenzij.exception.exemption.Evidence;
import nl.tenzij.exception.exemption.EvidenceKind;
import nl.tenzij.exception.exemption.Exemption.Active;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.Ended;
import nl.tenzij.exception.exemption.Exemption.Suspended;
import nl.tenzij.exception.exemption.Exemption.UnderAssessment;
import nl.tenzij.exception.exemption.Grant;
import nl.tenzij.exception.exemption.Guidance;
import nl.tenzij.exception.exemption.Heard;
import nl.tenzij.exception.exemption.Judgement;
import nl.tenzij.exception.exemption.Kind;
import nl.tenzij.exception.exemption.Moment;
import nl.tenzij.exception.exemption.Place;
import nl.tenzij.exception.exemption.Purpose;
import nl.tenzij.exception.exemption.Request;
import nl.tenzij.exception.exemption.Review;
import nl.tenzij.exception.exemption.ReviewKind;
import nl.tenzij.exception.exemption.Round;
import nl.tenzij.exception.exemption.Scope;
import nl.tenzij.exception.exemption.Status;
import nl.tenzij.exception.exemption.Steps;
import nl.tenzij.exception.exemption.Suspension;
import nl.tenzij.exception.exemption.Talk;
import nl.tenzij.exception.exemption.Window;
import nl.tenzij.ledger.privacy.Personal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An exemption as it stands, as far as the caller may know. What the caller may not know is left
 * out, as is what the pupil's being forgotten took along.
 *
 * @param ofAge true where the roster says that the pupil is, and is heard then; absent else, and
 *     for who does not look after it
 * @param criteria numbers that a core team answers, while it assesses
 * @param granted absent unless it was granted
 * @param review the one to come, while it is in force
 * @param steps the layered response, also once it ended
 * @param endCause absent of a request that was withdrawn
 * @param end absent unless it is over and was not refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExemptionView(
    UUID id,
    String pupil,
    Boolean ofAge,
    Status status,
    Asker asker,
    LocalDate requestedOn,
    LocalDate submittedOn,
    Purpose purpose,
    String motivation,
    ScopeView wished,
    List<EvidenceView> evidence,
    List<CoreTeam.Member> team,
    List<String> criteria,
    List<AssessmentView> assessments,
    DecisionView decision,
    GrantView granted,
    SuspensionView suspension,
    Review.Due review,
    List<ReviewView> reviews,
    StepsView steps,
    EndCause endCause,
    EndView end) {

  /**
   * @param functions absent where the caller may not know them, or none are named
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ScopeView(
      List<Moment> moments,
      List<String> subjects,
      List<Place> places,
      List<Device> devices,
      List<Window> windows,
      List<String> functions) {

    private static ScopeView of(Scope scope, boolean all) {
      List<String> functions = all ? scope.functions().flatMap(Personal::value).orElse(null) : null;
      return new ScopeView(
          scope.moments(),
          scope.subjects(),
          scope.places(),
          scope.devices(),
          scope.windows(),
          functions);
    }
  }

  /** A file; what is in it is read elsewhere, and every reading is noted. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EvidenceView(UUID id, EvidenceKind kind, String mediaType, Integer bytes) {

    private static EvidenceView of(Evidence evidence) {
      Optional<Evidence.About> about = evidence.about().value();
      return new EvidenceView(
          evidence.id(),
          about.map(Evidence.About::kind).orElse(null),
          about.map(Evidence.About::mediaType).orElse(null),
          about.map(Evidence.About::bytes).orElse(null));
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AnswerView(String criterion, boolean met, String reason) {

    private static List<AnswerView> of(List<Judgement.Answer> answers) {
      return answers.stream()
          .map(each -> new AnswerView(each.criterion(), each.met(), text(each.reason())))
          .toList();
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AssessmentView(
      String person, Assessment.Advice advice, String reason, List<AnswerView> criteria) {

    private static AssessmentView of(Assessment given) {
      return new AssessmentView(
          given.person(), given.advice(), text(given.reason()), AnswerView.of(given.criteria()));
    }
  }

  /**
   * What its core team decided.
   *
   * @param deciders absent for who does not see assessments: who did not advise it would show
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DecisionView(
      LocalDate on,
      String reason,
      List<AnswerView> criteria,
      @Schema(
              description =
                  "Who of the core team advised it; only for who sees what its members held. For others the"
                      + " whole of `team` decided.")
          List<String> deciders) {

    private static DecisionView of(Judgement judgement, boolean apart) {
      return new DecisionView(
          judgement.on().orElse(null),
          text(judgement.reason()),
          AnswerView.of(judgement.criteria()),
          apart ? judgement.deciders() : null);
    }
  }

  public record GrantView(
      ScopeView scope,
      Kind kind,
      String contact,
      List<AgreedUse> agreed,
      LocalDate from,
      LocalDate review) {

    private static GrantView of(Grant grant, boolean all) {
      return new GrantView(
          ScopeView.of(grant.scope(), all),
          grant.kind(),
          grant.contact(),
          grant.agreed(),
          grant.from(),
          grant.review());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SuspensionView(
      LocalDate seenAgain,
      LocalDate from,
      LocalDate until,
      String reason,
      String conditions,
      String by) {

    private static SuspensionView of(Suspension suspension, boolean all) {
      return new SuspensionView(
          all ? suspension.seenAgain().orElse(null) : null,
          suspension.from(),
          suspension.until(),
          all ? text(suspension.reason()) : null,
          all ? text(suspension.conditions()) : null,
          all ? suspension.by() : null);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ReviewView(
      ReviewKind kind,
      LocalDate due,
      LocalDate on,
      List<Heard> heard,
      String guardiansUnheard,
      String pupilUnheard,
      Review.Outcome outcome,
      String findings,
      String causes,
      String by) {

    private static ReviewView of(Review review) {
      return new ReviewView(
          review.due().kind(),
          review.due().on(),
          review.on(),
          review.heard(),
          review.unheard().map(ExemptionView::text).orElse(null),
          review.pupilUnheard().map(ExemptionView::text).orElse(null),
          review.outcome(),
          text(review.findings()),
          review.causes().map(ExemptionView::text).orElse(null),
          review.by());
    }
  }

  /**
   * How far the layered response has come, or came.
   *
   * @param rounds those that came to a suspension, which begins it anew
   */
  public record StepsView(
      List<TalkView> talks, List<GuidanceView> guidance, List<RoundView> rounds) {

    private static StepsView of(Steps steps) {
      return new StepsView(
          talks(steps.talks()),
          guidance(steps.guidance()),
          steps.rounds().stream().map(RoundView::of).toList());
    }

    private static List<TalkView> talks(List<Talk> talks) {
      return talks.stream().map(TalkView::of).toList();
    }

    private static List<GuidanceView> guidance(List<Guidance> guidance) {
      return guidance.stream().map(GuidanceView::of).toList();
    }
  }

  /**
   * Once through the layers.
   *
   * @param back absent as long as it did not come back in force
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RoundView(
      List<TalkView> talks, List<GuidanceView> guidance, SuspensionView suspension, BackView back) {

    private static RoundView of(Round round) {
      return new RoundView(
          StepsView.talks(round.talks()),
          StepsView.guidance(round.guidance()),
          SuspensionView.of(round.suspension(), true),
          round.back().map(BackView::of).orElse(null));
    }
  }

  /**
   * In force again.
   *
   * @param on absent where it came back before days were kept
   * @param by {@code calendar} where its last day had passed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BackView(LocalDate on, String by) {

    private static BackView of(Round.Back back) {
      return new BackView(back.on().orElse(null), back.by());
    }
  }

  /**
   * How it came to its end.
   *
   * @param on absent where it ended before days were kept
   * @param reason absent where nobody owes one
   * @param by a person, or {@code calendar} where a day ended it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EndView(LocalDate on, String reason, String by) {

    private static EndView of(Ending ending, boolean all) {
      return new EndView(
          ending.on().orElse(null),
          all ? ending.reason().map(ExemptionView::text).orElse(null) : null,
          all ? ending.by() : null);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TalkView(LocalDate on, List<Heard> with, String summary, String by) {

    private static TalkView of(Talk talk) {
      return new TalkView(talk.on(), talk.with(), text(talk.summary()), talk.by());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GuidanceView(
      Guidance.Measure measure, LocalDate from, String agreement, String by) {

    private static GuidanceView of(Guidance guidance) {
      return new GuidanceView(
          guidance.measure(), guidance.from(), text(guidance.agreement()), guidance.by());
    }
  }

  static ExemptionView of(UUID id, Asked exemption, Sight sight) {
    Request request = exemption.request();
    boolean all = sight.purpose();
    return new ExemptionView(
        id,
        request.pupil(),
        sight.ofAge() ? true : null,
        exemption.status(),
        request.asker(),
        exemption.asking().requested().orElse(null),
        exemption.asking().submitted().orElse(null),
        all ? request.purpose().value().orElse(null) : null,
        all ? request.motivation().map(ExemptionView::text).orElse(null) : null,
        ScopeView.of(request.wished(), all),
        sight.evidence()
            ? exemption.asking().evidence().stream().map(EvidenceView::of).toList()
            : null,
        sight.team() ? exemption.team().map(CoreTeam::members).orElse(null) : null,
        sight.assessments() && exemption instanceof UnderAssessment under ? under.criteria() : null,
        sight.assessments() && exemption.team().isPresent()
            ? exemption.assessments().stream().map(AssessmentView::of).toList()
            : null,
        sight.decision()
            ? exemption
                .judged()
                .map(judgement -> DecisionView.of(judgement, sight.assessments()))
                .orElse(null)
            : null,
        exemption.granted().map(active -> GrantView.of(active.grant(), all)).orElse(null),
        sight.course() && exemption instanceof Suspended suspended
            ? SuspensionView.of(suspended.suspension(), all)
            : null,
        sight.course()
            ? inForce(exemption).map(active -> active.schedule().due()).orElse(null)
            : null,
        all
            ? exemption
                .granted()
                .map(active -> active.schedule().held().stream().map(ReviewView::of).toList())
                .orElse(null)
            : null,
        all ? exemption.granted().map(active -> StepsView.of(active.steps())).orElse(null) : null,
        sight.course() ? exemption.ending().flatMap(Ending::cause).orElse(null) : null,
        sight.course()
            ? exemption.ending().map(ending -> EndView.of(ending, all)).orElse(null)
            : null);
  }

  private static Optional<Active> inForce(Asked exemption) {
    return exemption instanceof Ended ? Optional.empty() : exemption.granted();
  }

  private static String text(Personal<String> words) {
    return words.value().orElse(null);
  }
}

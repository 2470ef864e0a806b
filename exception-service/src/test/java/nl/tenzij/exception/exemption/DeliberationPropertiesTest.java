package nl.tenzij.exception.exemption;

import static nl.tenzij.exception.exemption.Cases.ANSWERS;
import static nl.tenzij.exception.exemption.Cases.ATTACHED;
import static nl.tenzij.exception.exemption.Cases.BEGUN;
import static nl.tenzij.exception.exemption.Cases.GRANT;
import static nl.tenzij.exception.exemption.Cases.JUDGEMENT;
import static nl.tenzij.exception.exemption.Cases.PUPIL;
import static nl.tenzij.exception.exemption.Cases.REQUEST;
import static nl.tenzij.exception.exemption.Cases.SUBMITTED;
import static nl.tenzij.exception.exemption.Cases.TODAY;
import static nl.tenzij.exception.exemption.Cases.WORDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import nl.tenzij.exception.exemption.Assessment.Advice;
import nl.tenzij.exception.exemption.CoreTeam.Member;
import nl.tenzij.exception.exemption.CoreTeam.Role;
import nl.tenzij.exception.exemption.Exemption.UnderAssessment;
import nl.tenzij.exception.exemption.ExemptionCommand.AssessRequest;
import nl.tenzij.exception.exemption.ExemptionCommand.GrantExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.RefuseExemption;
import nl.tenzij.exception.exemption.ExemptionCommand.ReplaceCoreTeam;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.ledger.decider.Refused;

/** However a core team is tried to be bent: what it decides is what most of it held. */
class DeliberationPropertiesTest {

  private static final List<String> STAFF =
      List.of("st-cora", "st-tim", "st-eva", "st-ivo", "st-ria", "st-rob");

  private static final String ASKER = "st-cora";
  private static final String PARENT = "st-rob";
  private static final Reasons REASONS = new Reasons(JUDGEMENT.reason(), ANSWERS);

  private final ExemptionDecider decider = new ExemptionDecider();

  @Provide
  Arbitrary<List<ExemptionCommand>> attempts() {
    Arbitrary<ExemptionCommand> any =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, assessments()),
            net.jqwik.api.Tuple.of(3, replacements()),
            net.jqwik.api.Tuple.of(2, decisions()));
    return any.list().ofMinSize(8).ofMaxSize(30);
  }

  private static Arbitrary<ExemptionCommand> assessments() {
    return Combinators.combine(Arbitraries.of(STAFF), Arbitraries.of(Advice.class))
        .as(
            (person, advice) ->
                new AssessRequest(
                    new Assessment(person, advice, WORDS, ANSWERS), Set.of(Role.values())));
  }

  private static Arbitrary<ExemptionCommand> replacements() {
    Arbitrary<CoreTeam> teams =
        Combinators.combine(
                Arbitraries.shuffle(STAFF),
                Arbitraries.integers().between(3, 6),
                Arbitraries.of(Role.class).list().ofSize(STAFF.size()))
            .as(
                (persons, size, roles) ->
                    new CoreTeam(
                        IntStream.range(0, size)
                            .mapToObj(
                                seat ->
                                    new Member(
                                        persons.get(seat),
                                        role(persons.get(seat), roles.get(seat))))
                            .toList()));
    return Combinators.combine(teams, Arbitraries.of(true, false))
        .as(
            (team, reason) ->
                new ReplaceCoreTeam(
                    team, Optional.of(WORDS).filter(_ -> reason), Set.of(PARENT), ASKER));
  }

  /** Cora chairs wherever she sits, so that something is decided at all. */
  private static Role role(String person, Role other) {
    return person.equals(ASKER) ? Role.CARE_COORDINATOR : other;
  }

  private static Arbitrary<ExemptionCommand> decisions() {
    return Arbitraries.of(
        new GrantExemption(GRANT, REASONS, ReviewTerms.USUAL, TODAY, Set.of(PARENT), ASKER),
        new RefuseExemption(REASONS, TODAY, Set.of(PARENT), ASKER));
  }

  @Property(tries = 2000)
  void whatIsDecidedIsWhatMostHeldWithAndWithoutTheAsker(
      @ForAll("attempts") List<ExemptionCommand> attempts) {
    Exemption state = begun();
    for (ExemptionCommand attempt : attempts) {
      if (!(state instanceof UnderAssessment before)) {
        break;
      }
      List<ExemptionEvent> events = decide(attempt, before);
      for (ExemptionEvent event : events) {
        state = decider.evolve(state, event);
        switch (event) {
          case ExemptionGranted _ -> carried(before, Advice.GRANT);
          case ExemptionRefused _ -> carried(before, Advice.REFUSE);
          default -> kept(before, (UnderAssessment) state);
        }
      }
    }
    Statistics.collect(state.getClass().getSimpleName());
    Statistics.coverage(
        seen -> {
          seen.check("Active").count(some -> some > 0);
          seen.check("Denied").count(some -> some > 0);
        });
  }

  private static void carried(UnderAssessment by, Advice advice) {
    assertThat(by.assessors().members()).extracting(Member::person).doesNotContain(PARENT);
    for (String left : List.of("nobody", ASKER)) {
      List<Advice> held =
          by.assessments().stream()
              .filter(each -> !each.person().equals(left))
              .map(Assessment::advice)
              .toList();
      boolean heldByTheAsker =
          by.assessments().stream()
              .anyMatch(each -> each.person().equals(ASKER) && each.advice() == advice);
      if (left.equals("nobody") || heldByTheAsker) {
        assertThat(held.stream().filter(advice::equals).count())
            .as("%s without %s", held, left)
            .isGreaterThan(held.size() / 2);
      }
    }
  }

  /** Since the first of them assessed, nobody is added, and nobody who assessed is put out. */
  private static void kept(UnderAssessment before, UnderAssessment after) {
    if (!before.assessments().isEmpty()) {
      assertThat(after.assessors().members()).hasSameSizeAs(before.assessors().members());
      assertThat(after.assessments())
          .extracting(Assessment::person)
          .containsAll(before.assessments().stream().map(Assessment::person).toList());
    }
  }

  private List<ExemptionEvent> decide(ExemptionCommand attempt, Exemption state) {
    try {
      return decider.decide(attempt, state);
    } catch (Refused refused) {
      return List.of();
    }
  }

  private Exemption begun() {
    List<ExemptionEvent> before = new ArrayList<>();
    Request asked =
        new Request(
            PUPIL,
            REQUEST.purpose(),
            REQUEST.wished(),
            REQUEST.motivation(),
            new Asker(ASKER, Asker.Capacity.CARE_COORDINATOR));
    before.add(new ExemptionRequested(asked, Optional.of(TODAY)));
    before.addAll(List.of(ATTACHED, SUBMITTED, BEGUN));
    Exemption state = decider.initial();
    for (ExemptionEvent event : before) {
      state = decider.evolve(state, event);
    }
    return state;
  }
}

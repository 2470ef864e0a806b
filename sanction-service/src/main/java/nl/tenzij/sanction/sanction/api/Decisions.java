package nl.tenzij.sanction.sanction.api;

import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.ADDED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.AMENDED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.CONFIRMED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.ENDED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.IMPOSED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.NUMBERED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.REPORTED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.REVOKED;
import static nl.tenzij.sanction.sanction.api.DecisionView.Decided.SERVED;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.SanctionEvent.BasisRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.BreachCountedAgain;
import nl.tenzij.sanction.sanction.SanctionEvent.CaseNumberEntered;
import nl.tenzij.sanction.sanction.SanctionEvent.ExemptionCorrected;
import nl.tenzij.sanction.sanction.SanctionEvent.HearingHeld;
import nl.tenzij.sanction.sanction.SanctionEvent.MeasureAdded;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionAmended;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionBegun;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionConfirmed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionEndedEarly;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionImposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionProposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionReported;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionServed;
import nl.tenzij.sanction.sanction.SanctionEvent.StepCorrected;
import nl.tenzij.sanction.sanction.api.DecisionView.Decided;

/** What was decided on a sanction, by whom and why, in that order: from the log itself. */
@ApplicationScoped
class Decisions {

  /** In which role the service acts by itself. */
  private static final String NOBODY = "policy";

  private final EventStore store;
  private final EventTypes<SanctionEvent> types;

  Decisions(EventStore store, EventTypes<SanctionEvent> types) {
    this.store = store;
    this.types = types;
  }

  /**
   * Who reads.
   *
   * @param whole whether they read all of the school
   * @param reasons whether all reasons are theirs; their own are
   */
  record Reader(String person, boolean whole, boolean reasons) {

    private boolean readsReason(Optional<String> by) {
      return reasons || by.filter(person::equals).isPresent();
    }
  }

  /**
   * @param version up to which, included
   * @param sight of the reader
   */
  Uni<List<DecisionView>> of(StreamId sanction, int version, Reader sight) {
    return store
        .read(sanction, types)
        .map(
            all ->
                all.stream()
                    .filter(each -> each.version() <= version)
                    .flatMap(each -> decision(each, sight).stream())
                    .toList());
  }

  private static Optional<DecisionView> decision(Recorded<SanctionEvent> recorded, Reader sight) {
    var said = new Said(recorded, sight);
    return switch (recorded.event()) {
      case MeasureAdded added ->
          Optional.of(
              said.line(ADDED, added.by(), Optional.of(added.reason()))
                  .holding(added.proposal().measure(), Optional.empty()));
      case SanctionImposed imposed ->
          Optional.of(
              said.line(IMPOSED, imposed.by(), imposed.reason())
                  .holding(imposed.measure(), imposed.period())
                  .mitigated(imposed.mitigated()));
      case SanctionConfirmed confirmed ->
          Optional.of(
              said.line(CONFIRMED, confirmed.by(), confirmed.reason())
                  .holding(confirmed.measure(), Optional.of(confirmed.period())));
      case SanctionAmended amended ->
          Optional.of(
              said.line(AMENDED, amended.by(), Optional.of(amended.reason()))
                  .holding(amended.measure(), amended.period()));
      case SanctionServed served ->
          Optional.of(
              said.line(SERVED, recorded.meta().actor(), served.reason())
                  .over(served.measure(), served.lastDay())
                  .under(said.number(served.caseNumber())));
      case CaseNumberEntered entered ->
          Optional.of(
              said.line(NUMBERED, entered.by(), Optional.empty())
                  .under(said.number(Optional.of(entered.caseNumber()))));
      case SanctionEndedEarly ended ->
          Optional.of(
              said.line(ENDED, ended.by(), Optional.of(ended.reason()))
                  .holding(ended.measure(), Optional.of(ended.period())));
      case SanctionReported reported ->
          Optional.of(said.line(REPORTED, reported.by(), Optional.empty()));
      case SanctionRevoked revoked ->
          Optional.of(
              said.line(REVOKED, revoked.by(), Optional.of(revoked.reason())).on(revoked.ground()));
      case SanctionProposed _,
          StepCorrected _,
          BasisRevoked _,
          BreachCountedAgain _,
          ExemptionCorrected _,
          HearingHeld _,
          SanctionBegun _ ->
          Optional.empty();
    };
  }

  private record Said(Recorded<SanctionEvent> recorded, Reader sight) {

    private String number(Optional<Personal<String>> caseNumber) {
      return sight.whole() ? caseNumber.flatMap(Personal::value).orElse(null) : null;
    }

    private DecisionView line(Decided decided, String by, Optional<Personal<String>> reason) {
      boolean byItself =
          recorded.meta().role().equals(NOBODY) && by.equals(recorded.meta().actor());
      Optional<String> person = byItself ? Optional.empty() : Optional.of(by);
      Optional<String> why =
          sight.readsReason(person) ? reason.flatMap(Personal::value) : Optional.empty();
      return DecisionView.of(decided, person, recorded.at(), why);
    }
  }
}

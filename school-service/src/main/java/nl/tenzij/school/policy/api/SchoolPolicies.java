package nl.tenzij.school.policy.api;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Sending;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.evaluation.EvaluationOverview;
import nl.tenzij.school.evaluation.EvaluationRow;
import nl.tenzij.school.framework.Framework;
import nl.tenzij.school.framework.FrameworkCommand;
import nl.tenzij.school.framework.FrameworkEvent;
import nl.tenzij.school.framework.Frameworks;
import nl.tenzij.school.law.Articles;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Now;
import nl.tenzij.school.policy.Policies;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyEvent.PolicyAdopted;
import nl.tenzij.school.policy.PolicyOverview;
import nl.tenzij.school.policy.PolicyPeriodRow;
import nl.tenzij.school.policy.PolicyPeriods;
import nl.tenzij.school.policy.PolicyReaders;
import nl.tenzij.school.policy.PolicyRow;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.Topic;
import org.jboss.resteasy.reactive.RestResponse;

/** What the resources about a school's policies have in common. */
@RequestScoped
class SchoolPolicies {

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject Clock clock;
  @Inject SchoolDays days;
  @Inject Consistency consistency;
  @Inject Articles articles;
  @Inject EventStore store;
  @Inject PolicyReaders readers;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;
  @Inject CommandHandler<FrameworkCommand, Framework, FrameworkEvent> frameworks;

  StreamId stream(School school, UUID policy) {
    return Policies.stream(caller.board(), school, policy);
  }

  PolicyView view(Outcome<SchoolPolicy> outcome) {
    return view(outcome.state());
  }

  PolicyView view(SchoolPolicy policy) {
    return PolicyView.of(policy, articles);
  }

  Uni<RegisteredSchool> registered(School school) {
    return schools
        .load(Schools.stream(caller.board(), school))
        .map(Loaded::state)
        .invoke(
            known -> {
              if (!known.isRegistered()) {
                throw new Refused(
                    "school-not-registered", "the school comes in with its first roster");
              }
            });
  }

  /** What the board leaves to its schools; everything, where it laid down nothing. */
  Uni<Bounds> bounds() {
    return frameworks
        .load(Frameworks.stream(caller.board()))
        .map(loaded -> loaded.state().binding());
  }

  /**
   * All that ever was in force here on a topic, whatever the client knows of; what came last is
   * first.
   */
  Uni<List<PolicyPeriodRow>> periods(School school, Topic topic) {
    return consistency
        .latest(PolicyPeriods.NAME, caller.board(), school)
        .chain(() -> Panache.withSession(() -> PolicyPeriodRow.of(caller.board(), school, topic)));
  }

  /** Whether something came after a policy: another on its topic, or an evaluation of it. */
  Uni<Boolean> isBuiltOn(School school, SchoolPolicy policy) {
    return consistency
        .latest(PolicyOverview.NAME, caller.board(), school)
        .chain(() -> consistency.latest(EvaluationOverview.NAME, caller.board(), school))
        .chain(
            () ->
                Panache.withSession(
                    () ->
                        PolicyRow.isBuiltOn(
                            caller.board(), school, policy.topic(), policy.policy())))
        .chain(
            other ->
                other
                    ? Uni.createFrom().item(true)
                    : Panache.withSession(
                        () ->
                            EvaluationRow.of(caller.board(), school, policy.policy())
                                .map(rows -> !rows.isEmpty())));
  }

  /** When a policy was brought in as one that the school had already; ages ago where it was not. */
  Uni<Instant> broughtIn(School school, UUID policy) {
    return store
        .read(stream(school, policy), Policies.TYPES)
        .map(
            events ->
                events.stream()
                    .filter(recorded -> recorded.event() instanceof PolicyAdopted)
                    .map(Recorded::at)
                    .findFirst()
                    .orElse(Instant.MIN));
  }

  /** What came in force last on a topic, if anything did: what it is, and what it began with. */
  Uni<Optional<SchoolPolicy.Origin>> last(School school, Topic topic) {
    return periods(school, topic)
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : policies
                        .load(stream(school, rows.getFirst().policy))
                        .map(loaded -> Optional.of(loaded.state().origin())));
  }

  /**
   * A policy that the caller may see.
   *
   * @return fails with {@link NotYours} where there is none, or none to be seen yet
   */
  Uni<Loaded<SchoolPolicy>> visible(School school, UUID policy) {
    return readers.visible(caller.board(), school, policy, caller.roles(school));
  }

  /** A command to a policy that is there; another's or none is not found. */
  Uni<Sending<PolicyCommand, SchoolPolicy>> send(
      School school, UUID policy, PolicyCommand command) {
    StreamId stream = stream(school, policy);
    return policies
        .load(stream)
        .map(
            loaded -> {
              if (loaded.version() == 0) {
                throw new NotYours();
              }
              return commands.send(policies, stream, command);
            });
  }

  Uni<RestResponse<PolicyView>> tell(School school, UUID policy, PolicyCommand command) {
    return send(school, policy, command).chain(sending -> sending.ok(this::view));
  }

  /** The moment that it is, by the school's clock. */
  Uni<Now> now(School school) {
    return days.zone(caller.board(), school).map(zone -> new Now(clock.instant(), zone));
  }

  Uni<LocalDate> today(School school) {
    return days.today(caller.board(), school);
  }

  /**
   * A day that has come at the school; today where none is named.
   *
   * @return fails with {@link Invalid} where it has not
   */
  Uni<LocalDate> past(School school, String field, LocalDate day) {
    return today(school)
        .map(
            today -> {
              if (day != null && day.isAfter(today)) {
                throw new Invalid(field, "future", "A day that has come at the school.");
              }
              return day == null ? today : day;
            });
  }
}

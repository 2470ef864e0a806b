package nl.tenzij.school.policy.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Sending;
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
import nl.tenzij.school.policy.Policies;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyReaders;
import nl.tenzij.school.policy.SchoolPolicy;
import org.jboss.resteasy.reactive.RestResponse;

/** What the resources about a school's policies have in common. */
@RequestScoped
class SchoolPolicies {

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject Clock clock;
  @Inject Articles articles;
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
        .map(loaded -> loaded.state().bounds());
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

  /** The day that it is at the school. */
  Uni<LocalDate> today(School school) {
    return registered(school).map(known -> LocalDate.now(clock.withZone(known.timeZone())));
  }
}

package nl.tenzij.school.document;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Policies;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyEvent.AdoptionCorrected;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyPeriodRow;
import nl.tenzij.school.policy.SchoolPolicy;

/** Finds the text that a policy is laid beside. */
@ApplicationScoped
public class Compared {

  @Inject EventStore store;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  /** One text of a policy. */
  public record Text(UUID policy, int version, Content content) {
    public static Text of(SchoolPolicy policy) {
      return new Text(policy.policy(), policy.revision(), policy.content());
    }
  }

  /**
   * What is in force on the same topic.
   *
   * @return fails with {@link Refused} where nothing is, or only the policy itself
   */
  public Uni<Text> inForce(Board board, School school, SchoolPolicy policy, Instant now) {
    return Panache.withSession(() -> PolicyPeriodRow.at(board, school, now))
        .map(rows -> other(rows, policy))
        .chain(other -> policies.load(Policies.stream(board, school, other)))
        .map(loaded -> Text.of(loaded.state()));
  }

  private static UUID other(List<PolicyPeriodRow> rows, SchoolPolicy policy) {
    return rows.stream()
        .filter(row -> row.topic == policy.topic() && !row.policy.equals(policy.policy()))
        .map(row -> row.policy)
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    "nothing-to-compare",
                    "no other policy is in force on this topic: name the one to compare with"));
  }

  /** An earlier text of a policy; null where there was no such version. */
  public Uni<Text> version(Board board, School school, UUID policy, int version) {
    return store
        .read(Policies.stream(board, school, policy), Policies.TYPES)
        .map(
            events ->
                events.stream()
                    .map(Recorded::event)
                    .filter(event -> revision(event) == version)
                    .map(event -> new Text(policy, version, content(event)))
                    .findFirst()
                    .orElse(null));
  }

  /** As {@link #version}; null also where that version never lay before the council. */
  public Uni<Text> submitted(Board board, School school, UUID policy, int version) {
    return store
        .read(Policies.stream(board, school, policy), Policies.TYPES)
        .chain(
            events ->
                submitted(events).contains(version)
                    ? version(board, school, policy, version)
                    : Uni.createFrom().nullItem());
  }

  private static Set<Integer> submitted(List<Recorded<PolicyEvent>> events) {
    Set<Integer> submitted = new HashSet<>();
    int latest = 0;
    for (Recorded<PolicyEvent> recorded : events) {
      latest = Math.max(latest, revision(recorded.event()));
      if (recorded.event() instanceof PolicySubmitted) {
        submitted.add(latest);
      }
    }
    return submitted;
  }

  private static int revision(PolicyEvent event) {
    return switch (event) {
      case PolicyDrafted _ -> 1;
      case ContentRevised(var revision, var content) -> revision;
      case AdoptionCorrected corrected -> corrected.revision();
      default -> 0;
    };
  }

  private static Content content(PolicyEvent event) {
    return switch (event) {
      case PolicyDrafted drafted -> drafted.content();
      case ContentRevised revised -> revised.content();
      case AdoptionCorrected corrected -> corrected.content();
      default -> throw new IllegalArgumentException("an event without a text");
    };
  }
}

package nl.tenzij.school.policy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.SchoolPolicy.Life;

/** Who sees a policy from when on. */
@ApplicationScoped
public class PolicyReaders {

  private static final Set<String> FROM_THE_FIRST_DRAFT = Set.of("head", "board");
  private static final Set<Life> BEFORE_THE_COUNCIL =
      EnumSet.range(Life.SUBMITTED, Life.SUPERSEDED);
  private static final Set<Life> MADE_KNOWN = EnumSet.range(Life.PUBLISHED, Life.SUPERSEDED);

  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  /**
   * The stages of life in which somebody with these roles sees a policy; what was thrown away
   * nobody does.
   */
  public static List<Life> sees(Set<String> roles) {
    if (roles.stream().anyMatch(FROM_THE_FIRST_DRAFT::contains)) {
      return List.copyOf(EnumSet.range(Life.DRAFT, Life.SUPERSEDED));
    }
    return List.copyOf(roles.contains("mr-member") ? BEFORE_THE_COUNCIL : MADE_KNOWN);
  }

  /**
   * A policy that somebody with these roles may see. The council sees what it said no to, as it lay
   * before it: what is written and talked of since is the head's until it is submitted.
   *
   * @return fails with {@link NotYours} where there is none, or none to be seen yet
   */
  public Uni<Loaded<SchoolPolicy>> visible(
      Board board, School school, UUID policy, Set<String> roles) {
    List<Life> lives = sees(roles);
    return policies
        .load(Policies.stream(board, school, policy))
        .map(
            loaded -> {
              if (lives.contains(loaded.state().life())) {
                return loaded;
              }
              if (roles.contains("mr-member") && loaded.state().isWithheld()) {
                return new Loaded<>(loaded.state().asWithheld(), loaded.version());
              }
              throw new NotYours();
            });
  }
}

package nl.tenzij.sanction.staff;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.family.Families;
import nl.tenzij.sanction.sanction.Actor;
import nl.tenzij.sanction.sanction.StaffRole;

/** The member of staff who asks, and how much of what was recorded is theirs to read. */
@RequestScoped
public class Staff {

  private Caller caller;
  private Families families;

  protected Staff() {}

  @Inject
  public Staff(Caller caller, Families families) {
    this.caller = caller;
    this.families = families;
  }

  public Board board() {
    return caller.board();
  }

  /**
   * Lets anyone in who deals with incidents at the school.
   *
   * @throws NotYours also for people of a board: what happens in a school is not theirs to read
   * @throws nl.tenzij.ledger.tenancy.Forbidden for others of the school
   */
  public School at(String school) {
    return as(school, "head", "care-coordinator", "mentor", "teacher");
  }

  public School asHeadAt(String school) {
    return as(school, "head");
  }

  /**
   * @param roles that will do, the one to act as first
   */
  public School as(String school, String... roles) {
    if (caller.schools().keySet().stream().noneMatch(own -> own.id().equals(school))) {
      throw new NotYours();
    }
    return caller.at(school, roles);
  }

  public Actor actor(School school) {
    Set<StaffRole> roles =
        Arrays.stream(StaffRole.values())
            .filter(role -> caller.roles(school).contains(nameOf(role)))
            .collect(Collectors.toSet());
    return new Actor(caller.actor(), roles);
  }

  /** Head and care coordinator read all of their school, others what they reported themselves. */
  public boolean readsAll(School school) {
    return caller.roles(school).contains("head")
        || caller.roles(school).contains("care-coordinator");
  }

  /**
   * Who asks, where it matters whom they teach: it does not for head, care coordinator and the
   * school's own system.
   */
  public Optional<String> restricted(School school) {
    boolean all = readsAll(school) || caller.roles(school).contains("school-system");
    return all ? Optional.empty() : Optional.of(caller.actor());
  }

  /**
   * @throws NotYours where someone else reported it and the caller does not read all
   */
  public void mayRead(School school, String reportedBy) {
    if (!readsAll(school) && !caller.actor().equals(reportedBy)) {
      throw new NotYours();
    }
  }

  /**
   * Pupils of whom the caller is a parent by the roster, in whatever role the caller comes: of an
   * own child a parent is nothing else.
   */
  public Uni<Set<String>> children(School school) {
    return families.children(board(), school, person());
  }

  /**
   * For what the school does, and for what only the school sees: no parent of one of the pupils.
   *
   * @return fails with {@link Refused} for a parent
   */
  public Uni<Void> isNoParentOf(School school, Collection<String> pupils) {
    return children(school)
        .invoke(
            children -> {
              if (pupils.stream().anyMatch(children::contains)) {
                throw new Refused(
                    "own-child", "Somebody else than a parent of the pupil does this.");
              }
            })
        .replaceWithVoid();
  }

  /**
   * For who reads what was recorded of pupils: of an own child only what they reported themselves.
   *
   * @return fails with {@link Refused} for a parent who did not report it
   */
  public Uni<Void> mayOpen(School school, String reportedBy, Collection<String> pupils) {
    return person().equals(reportedBy) ? Uni.createFrom().voidItem() : isNoParentOf(school, pupils);
  }

  /** Of whom nothing is told to the caller: those, and own children. */
  public Uni<Set<String>> untold(School school, Set<String> forgotten) {
    return children(school)
        .map(
            children ->
                Stream.concat(forgotten.stream(), children.stream()).collect(Collectors.toSet()));
  }

  public String person() {
    return caller.actor();
  }

  private static String nameOf(StaffRole role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package nl.tenzij.exception.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Predicate;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Exemption.Unasked;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;

/**
 * Opens an exemption for who may know of it; for all others it is not there, and for nobody once
 * its pupil is forgotten.
 */
@RequestScoped
public class Door {

  private People people;
  private CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  protected Door() {}

  @Inject
  public Door(
      People people, CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions) {
    this.people = people;
    this.exemptions = exemptions;
  }

  /** Fails with {@link NotYours} where the caller may not know of it. */
  public Uni<Opened> open(String school, UUID exemption) {
    return open(school, exemption, Opened::visible);
  }

  /** Fails with {@link NotYours} where the caller is not one of those. */
  public Uni<Opened> open(String school, UUID exemption, Predicate<Opened> forWhom) {
    School at = people.at(school);
    StreamId stream = Exemptions.stream(people.board(), at, exemption);
    return people
        .reach(at)
        .chain(reach -> exemptions.load(stream).map(loaded -> opened(stream, reach, loaded)))
        .invoke(
            opened -> {
              if (opened.isOfTheForgotten() || !opened.visible() || !forWhom.test(opened)) {
                throw new NotYours();
              }
            })
        .chain(
            opened ->
                opened.looksAfter()
                    ? people.ofAge(at, opened.pupil()).map(opened::ofAge)
                    : Uni.createFrom().item(opened));
  }

  /** As {@link #openForStaff(String, UUID, Predicate)}, for all who may know of it. */
  public Uni<Opened> openForStaff(String school, UUID exemption) {
    return openForStaff(school, exemption, Opened::visible);
  }

  /**
   * For what the school does: no parent of the pupil does it, whatever role they have.
   *
   * @see #open(String, UUID, Predicate)
   */
  public Uni<Opened> openForStaff(String school, UUID exemption, Predicate<Opened> forWhom) {
    return open(school, exemption, opened -> opened.isOfOwnChild() || forWhom.test(opened))
        .invoke(
            opened -> {
              if (opened.isOfOwnChild()) {
                throw new Refused(
                    "own-child", "Somebody else than a parent of the pupil does this.");
              }
            });
  }

  private static Opened opened(StreamId stream, Reach reach, Loaded<Exemption> loaded) {
    return switch (loaded.state()) {
      case Unasked _ -> throw new NotYours();
      case Asked asked -> new Opened(stream, reach, asked, loaded.version());
    };
  }
}

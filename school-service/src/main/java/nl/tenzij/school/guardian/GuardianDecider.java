package nl.tenzij.school.guardian;

import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.school.guardian.GuardianCommand.LeaveSchool;
import nl.tenzij.school.guardian.GuardianCommand.RegisterGuardian;
import nl.tenzij.school.guardian.GuardianEvent.GuardianChanged;
import nl.tenzij.school.guardian.GuardianEvent.GuardianLeft;
import nl.tenzij.school.guardian.GuardianEvent.GuardianRegistered;

/** A roster is a set: saying again what is known changes nothing. */
public final class GuardianDecider implements Decider<GuardianCommand, Guardian, GuardianEvent> {

  @Override
  public Guardian initial() {
    return Guardian.NONE;
  }

  @Override
  public List<GuardianEvent> decide(GuardianCommand command, Guardian known) {
    return switch (command) {
      case RegisterGuardian register -> register(register, known);
      case LeaveSchool(String guardian) ->
          known.present() ? List.of(new GuardianLeft(guardian)) : List.of();
    };
  }

  private static List<GuardianEvent> register(RegisterGuardian asked, Guardian known) {
    String language =
        asked.language().or(() -> Optional.ofNullable(known.language())).orElse(asked.otherwise());
    var wanted =
        new Guardian(
            asked.guardian(), true, asked.givenName(), asked.familyName(), asked.email(), language);
    if (wanted.equals(known)) {
      return List.of();
    }
    return List.of(
        known.present()
            ? new GuardianChanged(
                asked.guardian(), asked.givenName(), asked.familyName(), asked.email(), language)
            : new GuardianRegistered(
                asked.guardian(), asked.givenName(), asked.familyName(), asked.email(), language));
  }

  @Override
  public Guardian evolve(Guardian known, GuardianEvent event) {
    return switch (event) {
      case GuardianRegistered(var guardian, var given, var family, var email, var language) ->
          new Guardian(guardian, true, given, family, email, language);
      case GuardianChanged(var guardian, var given, var family, var email, var language) ->
          new Guardian(guardian, true, given, family, email, language);
      case GuardianLeft(var guardian) ->
          new Guardian(
              guardian,
              false,
              known.givenName(),
              known.familyName(),
              known.email(),
              known.language());
    };
  }
}

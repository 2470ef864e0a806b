package nl.tenzij.exception.starttalk;

import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.Heard;
import nl.tenzij.exception.starttalk.StartTalkEvent.StartTalkHeld;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;

/** The talk at the start of each year with who has a support plan (S3 §1.1, §1.4). */
public final class StartTalkDecider implements Decider<HoldStartTalk, StartTalks, StartTalkEvent> {

  @Override
  public StartTalks initial() {
    return new StartTalks(Optional.empty());
  }

  @Override
  public List<StartTalkEvent> decide(HoldStartTalk command, StartTalks state) {
    if (command.ofAge() && !command.with().contains(Heard.PUPIL)) {
      throw new Refused(
          "pupil-not-heard", "A pupil who was of age on that day is heard in person.");
    }
    if (!command.with().contains(Heard.PUPIL) && !command.with().contains(Heard.GUARDIANS)) {
      throw new Refused("nobody-heard", "Pupil or guardians are heard.");
    }
    if (command.on().isAfter(command.today())) {
      throw new Refused("not-held-yet", "It is written down once it was held.");
    }
    return state.last().equals(Optional.of(command.on()))
        ? List.of()
        : List.of(new StartTalkHeld(command.pupil(), command.on(), command.with(), command.by()));
  }

  @Override
  public StartTalks evolve(StartTalks state, StartTalkEvent event) {
    return switch (event) {
      case StartTalkHeld held ->
          new StartTalks(
              Optional.of(
                  state.last().filter(last -> last.isAfter(held.on())).orElseGet(held::on)));
    };
  }
}

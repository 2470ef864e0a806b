package nl.tenzij.sanction.educationaluse;

import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.sanction.educationaluse.EducationalUse.NotOpened;
import nl.tenzij.sanction.educationaluse.EducationalUse.Opened;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.CloseUse;
import nl.tenzij.sanction.educationaluse.EducationalUseCommand.OpenUse;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseClosed;
import nl.tenzij.sanction.educationaluse.EducationalUseEvent.EducationalUseOpened;

/** Educational use is of a lesson: it has an end, and none that lies in others' lessons. */
public final class EducationalUseDecider
    implements Decider<EducationalUseCommand, EducationalUse, EducationalUseEvent> {

  @Override
  public EducationalUse initial() {
    return new NotOpened();
  }

  @Override
  public List<EducationalUseEvent> decide(EducationalUseCommand command, EducationalUse state) {
    return switch (command) {
      case OpenUse open -> open(open, state);
      case CloseUse close -> close(close, state);
    };
  }

  private static List<EducationalUseEvent> open(OpenUse open, EducationalUse state) {
    if (state instanceof Opened) {
      throw new Refused("educational-use-already-open", "This was opened before.");
    }
    if (!open.terms().until().isAfter(open.now())) {
      throw new Refused("educational-use-ends-before-it-begins", "Its end lies ahead.");
    }
    if (open.terms().until().isAfter(open.latest().dayEnds())) {
      throw new Refused(
          "educational-use-beyond-the-day", "Educational use ends on the day it is opened.");
    }
    if (open.latest().lessonsEnd().filter(open.terms().until()::isAfter).isPresent()) {
      throw new Refused(
          "educational-use-beyond-the-lesson",
          "Educational use is for a lesson, or a double one; the next is opened by who gives it.");
    }
    return List.of(new EducationalUseOpened(open.terms(), open.now(), open.by()));
  }

  private static List<EducationalUseEvent> close(CloseUse close, EducationalUse state) {
    return switch (state) {
      case NotOpened _ ->
          throw new Refused("educational-use-not-open", "There is nothing to close.");
      case Opened opened when opened.isOpen(close.now()) ->
          List.of(new EducationalUseClosed(opened.terms().group(), close.now(), close.by()));
      // Over already: closing it again, or after its end, changes nothing.
      case Opened _ -> List.of();
    };
  }

  @Override
  public EducationalUse evolve(EducationalUse state, EducationalUseEvent event) {
    return switch (event) {
      case EducationalUseOpened opened ->
          new Opened(opened.terms(), opened.from(), opened.by(), Optional.empty());
      case EducationalUseClosed closed -> {
        var opened = (Opened) state;
        yield new Opened(opened.terms(), opened.from(), opened.by(), Optional.of(closed.at()));
      }
    };
  }
}

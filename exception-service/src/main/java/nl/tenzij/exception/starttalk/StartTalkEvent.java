package nl.tenzij.exception.starttalk;

import java.time.LocalDate;
import java.util.List;
import nl.tenzij.exception.exemption.Heard;

/** What happened to the talk at the start of a year. What was said in it is written nowhere. */
public sealed interface StartTalkEvent {

  /**
   * @param with pupil, guardians, or both
   * @param by who held it: mentor or care coordinator
   */
  record StartTalkHeld(String pupil, LocalDate on, List<Heard> with, String by)
      implements StartTalkEvent {
    public StartTalkHeld {
      with = with.stream().distinct().sorted().toList();
    }
  }
}

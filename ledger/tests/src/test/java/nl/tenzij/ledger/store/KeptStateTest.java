package nl.tenzij.ledger.store;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;

import nl.tenzij.ledger.samples.Note;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one process keeps in memory while another goes on. */
class KeptStateTest {

  private TestLog log;
  private CommandHandler<Note.Command, Note, NoteEvent> here;
  private CommandHandler<Note.Command, Note, NoteEvent> elsewhere;
  private StreamId note;

  @BeforeEach
  void twoProcesses() {
    log = TestLog.fresh();
    here = new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    elsewhere = new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    note = log.note("school-1");
  }

  @AfterEach
  void end() {
    log.close();
  }

  @Test
  void whatWouldChangeNothingIsLookedAtAgain() {
    now(here.handle(note, new Note.Command.Write("line", 9), META));
    now(here.handle(note, new Note.Command.Strike(), META));
    now(elsewhere.handle(note, new Note.Command.Write("line", 9), META));

    assertThat(now(here.handle(note, new Note.Command.Strike(), META)).version()).isEqualTo(4);
  }

  @Test
  void whatBeginsAStreamThatIsThereAfterAllGoesOnWithIt() {
    now(elsewhere.handle(note, new Note.Command.Write("line", 9), META));

    Outcome<Note> second =
        now(here.begin(note, new Note.Command.Write("line", 9), META, Conditions.none()));
    assertThat(second.state()).isEqualTo(new Note(2));

    now(elsewhere.handle(note, new Note.Command.Strike(), META));
    assertThat(now(here.begin(note, new Note.Command.Strike(), META, Conditions.none())).version())
        .isEqualTo(4);
  }

  @Test
  void whatChangesNothingInTruthStaysSo() {
    now(here.handle(note, new Note.Command.Write("line", 9), META));
    now(here.handle(note, new Note.Command.Strike(), META));

    assertThat(now(here.handle(note, new Note.Command.Strike(), META)).version()).isEqualTo(2);
  }
}

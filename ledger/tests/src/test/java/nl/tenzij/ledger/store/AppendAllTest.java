package nl.tenzij.ledger.store;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tenzij.ledger.samples.Note;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.store.CommandHandler.Asked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AppendAllTest {

  private static TestLog log;

  @BeforeAll
  static void open() {
    log = TestLog.fresh();
  }

  @AfterAll
  static void close() {
    log.close();
  }

  private static List<StreamId> notes(int count) {
    return IntStream.range(0, count).mapToObj(i -> log.note("school-1")).toList();
  }

  private static List<Recorded<NoteEvent>> read(StreamId note) {
    return now(log.store().read(note, NoteEvent.TYPES));
  }

  @Test
  void each_streams_events_go_in_whole_and_in_order() {
    List<StreamId> notes = notes(700);
    List<Share> shares =
        notes.stream().map(note -> new Share(note, 0, lines(1 + notes.indexOf(note) % 3))).toList();

    List<Optional<Appended>> appended = now(log.store().appendAll(shares, META));

    assertThat(appended).allMatch(Optional::isPresent);
    for (int i = 0; i < notes.size(); i += 97) {
      List<Recorded<NoteEvent>> all = read(notes.get(i));
      assertThat(all).extracting(Recorded::event).isEqualTo(shares.get(i).events());
      assertThat(all).extracting(Recorded::position).isSorted();
      assertThat(all.getLast().position()).isEqualTo(appended.get(i).orElseThrow().position());
      assertThat(all.getLast().version()).isEqualTo(appended.get(i).orElseThrow().version());
    }
    assertThat(appended).extracting(each -> each.orElseThrow().position()).isSorted();
  }

  @Test
  void who_is_at_another_version_is_left_out_and_hurts_nobody() {
    List<StreamId> notes = notes(3);
    now(log.store().append(notes.get(1), 0, lines(2), META));

    List<Optional<Appended>> appended =
        now(
            log.store()
                .appendAll(
                    notes.stream().map(note -> new Share(note, 0, lines(2))).toList(), META));

    assertThat(appended).extracting(Optional::isPresent).containsExactly(true, false, true);
    assertThat(notes).allSatisfy(note -> assertThat(read(note)).hasSize(2));
  }

  @Test
  void several_schools_are_refused() {
    List<Share> mixed =
        List.of(
            new Share(log.note("school-1"), 0, lines(1)),
            new Share(log.note("school-2"), 0, lines(1)));
    assertThatThrownBy(() -> now(log.store().appendAll(mixed, META)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_many_at_once_on_the_same_streams_one_wins_each() {
    List<StreamId> contested = notes(200);
    List<Uni<List<Optional<Appended>>>> racing = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<StreamId> order = i % 2 == 0 ? contested : contested.reversed();
      racing.add(
          log.store()
              .appendAll(order.stream().map(note -> new Share(note, 0, lines(2))).toList(), META));
    }
    List<List<Optional<Appended>>> all = now(Uni.join().all(racing).andFailFast());

    assertThat(all.stream().flatMap(List::stream).filter(Optional::isPresent)).hasSize(200);
    assertThat(contested).allSatisfy(note -> assertThat(read(note)).hasSize(2));
  }

  @Test
  void many_commands_are_decided_on_what_really_was() {
    CommandHandler<Note.Command, Note, NoteEvent> handler =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    List<StreamId> notes = notes(3);
    now(handler.handle(notes.get(0), new Note.Command.Write("line", 2), META));
    now(handler.handle(notes.get(1), new Note.Command.Write("line", 2), META));
    now(handler.handle(notes.get(1), new Note.Command.Write("line", 2), META));

    List<Asked<Note.Command, Note>> asked =
        Stream.of(notes.get(0), notes.get(1), notes.get(2))
            .map(note -> new Asked<Note.Command, Note>(note, known -> write(known)))
            .toList();
    List<Optional<Outcome<Note>>> outcomes = now(handler.handleAll(asked, META));

    assertThat(outcomes.get(0).orElseThrow().version()).isEqualTo(2);
    assertThat(outcomes.get(1)).as("the note is full").isEmpty();
    assertThat(outcomes.get(2).orElseThrow().version()).isEqualTo(1);
    List<Asked<Note.Command, Note>> nothing =
        List.of(new Asked<>(log.note("school-1"), known -> new Note.Command.Strike()));
    assertThat(now(handler.handleAll(nothing, META)).getFirst().orElseThrow().position()).isZero();
    assertThat(now(handler.load(notes.get(0))).version()).as("nothing old is kept").isEqualTo(2);
  }

  @Test
  void many_are_loaded_as_each_would_be() {
    CommandHandler<Note.Command, Note, NoteEvent> handler =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    List<StreamId> notes = notes(3);
    now(handler.handle(notes.get(0), new Note.Command.Write("line", 2), META));
    now(log.store().append(notes.get(1), 0, lines(2), META));

    Map<StreamId, Loaded<Note>> loaded =
        now(handler.loadAll(List.of(notes.get(0), notes.get(1), notes.get(2), notes.get(0))));

    assertThat(loaded).hasSize(3);
    assertThat(notes)
        .allSatisfy(note -> assertThat(loaded.get(note)).isEqualTo(now(handler.load(note))));
    assertThat(loaded.get(notes.get(1)).version()).isEqualTo(2);
    assertThat(loaded.get(notes.get(2)).version()).isZero();
    assertThat(now(handler.loadAll(List.of()))).isEmpty();
  }

  private static Note.Command write(Note known) {
    return new Note.Command.Write("line " + known.lines(), 2);
  }
}

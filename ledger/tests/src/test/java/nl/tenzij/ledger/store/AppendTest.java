package nl.tenzij.ledger.store;

import static nl.tenzij.ledger.samples.TestLog.META;
import static nl.tenzij.ledger.samples.TestLog.lines;
import static nl.tenzij.ledger.samples.TestLog.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.samples.Note;
import nl.tenzij.ledger.samples.NoteEvent;
import nl.tenzij.ledger.samples.TestLog;
import nl.tenzij.ledger.tenancy.School;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AppendTest {

  private static TestLog log;

  @BeforeAll
  static void open() {
    log = TestLog.fresh();
  }

  @AfterAll
  static void close() {
    log.close();
  }

  @Test
  void keeps_what_was_appended_with_its_order_and_its_meta() {
    StreamId note = log.note("school-1");
    List<NoteEvent> first = lines(3);
    Appended appended = now(log.store().append(note, 0, first, META));
    now(log.store().append(note, 3, lines(1), META));

    List<Recorded<NoteEvent>> all = now(log.store().read(note, NoteEvent.TYPES));

    assertThat(appended.version()).isEqualTo(3);
    assertThat(all).extracting(Recorded::version).containsExactly(1, 2, 3, 4);
    assertThat(all).extracting(Recorded::position).isSorted();
    assertThat(all.subList(0, 3)).extracting(Recorded::event).isEqualTo(first);
    assertThat(all).allSatisfy(each -> assertThat(each.meta()).isEqualTo(META));
    assertThat(all.get(2).position()).isEqualTo(appended.position());
  }

  @Test
  void records_by_the_services_clock_in_each_way_of_writing() {
    Duration ahead = Duration.ofHours(26);
    PostgresEventStore store =
        new PostgresEventStore(
            log.pool(),
            List.of(NoteEvent.TYPES),
            new NothingSealed(),
            Json.mapper(),
            log.store().partitions(),
            1,
            () -> ahead);
    StreamId note = log.note("school-1");
    Instant before = Instant.now();

    now(store.append(note, 0, lines(1), META));
    now(store.append(note, 1, lines(2), META));
    now(store.append(note, 3, lines(2), META, new Once("inbox", "a-" + note.id(), "f", "{}")));
    StreamId other = log.note("school-1");
    now(store.append(other, 0, lines(1), META, new Once("inbox", "b-" + note.id(), "f", "{}")));

    List<Recorded<NoteEvent>> all = new ArrayList<>(now(store.read(note, NoteEvent.TYPES)));
    all.addAll(now(store.read(other, NoteEvent.TYPES)));
    assertThat(all)
        .hasSize(6)
        .allSatisfy(
            each ->
                assertThat(each.at())
                    .isBetween(
                        before.plus(ahead).minusSeconds(1),
                        Instant.now().plus(ahead).plusSeconds(1)));
  }

  @Test
  void refuses_a_passed_or_future_version_and_appends_nothing() {
    StreamId note = log.note("school-1");
    now(log.store().append(note, 0, lines(2), META));

    for (int wrong : new int[] {0, 1, 3}) {
      for (int size : new int[] {1, 2}) {
        assertThatThrownBy(() -> now(log.store().append(note, wrong, lines(size), META)))
            .isInstanceOf(VersionConflict.class);
      }
    }
    assertThat(now(log.store().read(note, NoteEvent.TYPES))).hasSize(2);
  }

  @Test
  void shows_nothing_of_a_stream_to_another_school() {
    StreamId note = log.note("school-1");
    now(log.store().append(note, 0, lines(1), META));

    var elsewhere = new StreamId(note.board(), new School("school-2"), "note", note.id());

    assertThat(now(log.store().read(elsewhere, NoteEvent.TYPES))).isEmpty();
    assertThatThrownBy(() -> now(log.store().append(elsewhere, 0, lines(1), META)))
        .isInstanceOf(VersionConflict.class);
    assertThatThrownBy(() -> now(log.store().append(elsewhere, 1, lines(1), META)))
        .isInstanceOf(VersionConflict.class);
    Once once = new Once("inbox", "message-" + note.id(), "f", "{}");
    assertThatThrownBy(() -> now(log.store().append(elsewhere, 1, lines(1), META, once)))
        .isInstanceOf(VersionConflict.class);
    assertThatThrownBy(() -> now(log.store().append(elsewhere, 1, List.of(), META, once)))
        .isInstanceOf(VersionConflict.class);
    assertThat(now(log.store().read(note, NoteEvent.TYPES))).hasSize(1);
  }

  @Test
  void of_many_appends_at_one_version_exactly_one_wins_and_the_others_hurt_nobody() {
    StreamId contested = log.note("school-1");
    List<Uni<String>> racing = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      StreamId alone = log.note("school-" + i % 4);
      racing.add(fate(contested, lines(2)));
      racing.add(fate(alone, lines(1)).map(fate -> "alone " + fate));
    }

    List<String> fates = now(Uni.join().all(racing).andCollectFailures());

    assertThat(fates).filteredOn("won"::equals).hasSize(1);
    assertThat(fates).filteredOn("lost"::equals).hasSize(39);
    assertThat(fates).filteredOn("alone won"::equals).hasSize(40);
    assertThat(now(log.store().read(contested, NoteEvent.TYPES))).hasSize(2);
  }

  private Uni<String> fate(StreamId stream, List<NoteEvent> events) {
    return log.store()
        .append(stream, 0, events, META)
        .map(appended -> "won")
        .onFailure(VersionConflict.class)
        .recoverWithItem("lost");
  }

  @Test
  void a_line_that_the_database_refuses_fails_alone() {
    StreamId bad = log.note("school-1");
    List<NoteEvent> unstorable =
        List.of(new NoteEvent.LineWritten(new java.util.UUID(0, 0), 1, "nul \u0000 byte"));
    List<Uni<Object>> together = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      together.add(log.store().append(log.note("school-1"), 0, lines(1), META).map(a -> "kept"));
    }
    together.add(
        log.store()
            .append(bad, 0, unstorable, META)
            .<Object>map(a -> "kept")
            .onFailure()
            .recoverWithItem("failed"));
    for (int i = 0; i < 10; i++) {
      together.add(log.store().append(log.note("school-1"), 0, lines(1), META).map(a -> "kept"));
    }

    List<Object> fates = now(Uni.join().all(together).andFailFast());

    assertThat(fates).filteredOn("kept"::equals).hasSize(20);
    assertThat(now(log.store().read(bad, NoteEvent.TYPES))).isEmpty();
  }

  @Test
  void an_append_for_a_message_happens_once_and_gives_back_its_first_outcome() {
    StreamId note = log.note("school-1");
    Once once = new Once("inbox", "message-" + note.id(), "f1", "{\"answer\": 1}");
    now(log.store().append(note, 0, lines(1), META, once));

    Once again = new Once("inbox", "message-" + note.id(), "f2", "{\"answer\": 2}");
    assertThatThrownBy(() -> now(log.store().append(note, 1, lines(1), META, again)))
        .isInstanceOfSatisfying(
            AlreadyHandled.class,
            handled -> {
              assertThat(handled.earlier().fingerprint()).isEqualTo("f1");
              assertThat(handled.earlier().outcome()).isEqualTo("{\"answer\": 1}");
            });
    assertThat(now(log.store().read(note, NoteEvent.TYPES))).hasSize(1);
  }

  @Test
  void a_message_that_comes_many_times_at_once_has_one_effect() {
    String message = "message-" + System.nanoTime();
    List<Uni<String>> racing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Once once = new Once("inbox", message, "f", "{}");
      racing.add(
          log.store()
              .append(log.note("school-" + i), 0, lines(1), META, once)
              .map(appended -> "done")
              .onFailure(AlreadyHandled.class)
              .recoverWithItem("again"));
    }

    List<String> fates = now(Uni.join().all(racing).andFailFast());

    assertThat(fates).filteredOn("done"::equals).hasSize(1);
    assertThat(fates).filteredOn("again"::equals).hasSize(19);
  }

  /** How an append for a message ended. */
  private Uni<String> fate(StreamId stream, int expected, int events, Once once) {
    return log.store()
        .append(stream, expected, lines(events), META, once)
        .map(appended -> "done")
        .onFailure(VersionConflict.class)
        .recoverWithItem("conflict")
        .onFailure(AlreadyHandled.class)
        .recoverWithItem("again");
  }

  @Test
  void what_waits_with_messages_and_without_is_one_statement_and_each_has_its_own_fate() {
    String run = "run-" + System.nanoTime();
    StreamId known = log.note("school-1");
    now(log.store().append(known, 0, lines(2), META, new Once("inbox", run, "f", "{}")));
    List<StreamId> fresh = new ArrayList<>();
    List<Uni<String>> together = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      StreamId note = log.note("school-" + i % 5);
      Once once = i % 3 == 0 ? null : new Once("inbox", run + "-" + i, "f", "{}");
      if (i % 20 == 7) {
        together.add(fate(note, 0, 1, new Once("inbox", run, "f", "{}")));
      } else if (i % 20 == 13) {
        together.add(fate(note, 3, 1, once));
      } else {
        fresh.add(note);
        together.add(fate(note, 0, 1 + i % 3, once));
      }
    }
    Once following = new Once("inbox", run + "-following", "f", "{}");
    together.add(fate(known, 2, 2, following));
    fresh.add(known);

    List<String> fates = now(Uni.join().all(together).andCollectFailures());

    assertThat(fates).filteredOn("again"::equals).hasSize(3);
    assertThat(fates).filteredOn("conflict"::equals).hasSize(3);
    assertThat(fates).filteredOn("done"::equals).hasSize(55);
    String streams =
        fresh.stream().map(each -> "'" + each.stored() + "'").collect(Collectors.joining(", "));
    String events = " from event where stream in (" + streams + ")";
    assertThat(now(number("select count(distinct stream)" + events))).isEqualTo(55);
    assertThat(now(number("select count(distinct xmin::text || ' ' || cmin::text)" + events)))
        .as("statements: the first, those that went alone, what waited meanwhile")
        .isLessThanOrEqualTo(5);
    assertThat(now(number("select count(*) from handled where message like '%s%%'".formatted(run))))
        .as("messages that had an effect")
        .isEqualTo(38);
  }

  @Test
  void a_repeated_message_is_recognised_though_the_rules_would_now_refuse_it() {
    CommandHandler<Note.Command, Note, NoteEvent> handler =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    StreamId note = log.note("school-1");
    Remember<Note> remember =
        new Remember<>(
            "api", "key-" + note.id(), "f", (state, version) -> "{\"v\": " + version + "}");
    Note.Command only = new Note.Command.Write("the only line", 1);
    now(handler.handle(note, only, META, Conditions.once(remember)));

    assertThatThrownBy(() -> now(handler.handle(note, only, META, Conditions.once(remember))))
        .isInstanceOfSatisfying(
            AlreadyHandled.class,
            handled -> assertThat(handled.earlier().outcome()).isEqualTo("{\"v\": 1}"));
    assertThatThrownBy(() -> now(handler.handle(note, only, META))).isInstanceOf(Refused.class);
  }

  @Test
  void commands_that_meet_are_all_decided_on_what_really_was() {
    CommandHandler<Note.Command, Note, NoteEvent> one =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    CommandHandler<Note.Command, Note, NoteEvent> other =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    StreamId note = log.note("school-1");
    List<Uni<String>> racing = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      racing.add(
          (i % 2 == 0 ? one : other)
              .handle(note, new Note.Command.Write("line", 10), META)
              .map(outcome -> "written")
              .onFailure(Refused.class)
              .recoverWithItem("full"));
    }

    List<String> fates = now(Uni.join().all(racing).andFailFast());

    assertThat(fates).filteredOn("written"::equals).hasSize(10);
    assertThat(now(one.load(note)).state()).isEqualTo(new Note(10));
    assertThat(now(other.load(note)).version()).isEqualTo(10);
  }

  @Test
  void a_refusal_from_a_kept_state_is_looked_at_again() {
    CommandHandler<Note.Command, Note, NoteEvent> here =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    CommandHandler<Note.Command, Note, NoteEvent> elsewhere =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    StreamId note = log.note("school-1");
    now(here.handle(note, new Note.Command.Write("line", 1), META));
    now(elsewhere.handle(note, new Note.Command.Strike(), META));

    Outcome<Note> outcome = now(here.handle(note, new Note.Command.Write("line", 1), META));

    assertThat(outcome.version()).isEqualTo(3);
  }

  @Test
  void a_version_that_the_caller_named_is_never_retried() {
    CommandHandler<Note.Command, Note, NoteEvent> handler =
        new CommandHandler<>(log.store(), Note.DECIDER, NoteEvent.TYPES);
    StreamId note = log.note("school-1");
    now(handler.handle(note, new Note.Command.Write("line", 9), META));
    now(handler.handle(note, new Note.Command.Write("line", 9), META));

    assertThatThrownBy(
            () ->
                now(
                    handler.handle(
                        note, new Note.Command.Write("line", 9), META, Conditions.ifMatch(1))))
        .isInstanceOf(VersionConflict.class);
    assertThat(
            now(handler.handle(
                    note, new Note.Command.Write("line", 9), META, Conditions.ifMatch(2)))
                .version())
        .isEqualTo(3);
  }

  @Test
  void whoever_inserts_holds_the_partition_and_gets_the_next_position() {
    StreamId note = log.note("school-1");
    Appended before = now(log.store().append(note, 0, lines(1), META));
    String free =
        "select count(*) from (select pg_try_advisory_xact_lock(1414549066, %d) as free) l where free"
            .formatted(before.partition());
    String insert =
        """
        insert into event (partition, position, board, school, stream, version, id, type, data, meta)
        select partition, 1, board, school, stream, 2, gen_random_uuid(), type, data, meta
        from event where stream = '%s' returning position
        """
            .formatted(note.stored());

    List<Long> seen = new ArrayList<>();
    long position =
        now(
            log.pool()
                .withTransaction(
                    sql ->
                        sql.query(insert)
                            .execute()
                            .map(rows -> rows.iterator().next().getLong(0))
                            .call(() -> number(free).invoke(seen::add))));

    assertThat(position).isGreaterThan(before.position());
    assertThat(seen).as("locks to be had before the commit").containsExactly(0L);
    assertThat(now(number(free))).as("locks to be had after it").isOne();
  }

  private static Uni<Long> number(String query) {
    return log.pool().query(query).execute().map(rows -> rows.iterator().next().getLong(0));
  }

  @Test
  void the_log_can_not_be_changed() {
    now(log.store().append(log.note("school-1"), 0, lines(1), META));
    for (String attempt :
        List.of("update event set type = 'x'", "delete from event", "truncate event")) {
      assertThatThrownBy(() -> now(log.pool().query(attempt).execute()))
          .hasMessageContaining("append-only");
    }
  }
}

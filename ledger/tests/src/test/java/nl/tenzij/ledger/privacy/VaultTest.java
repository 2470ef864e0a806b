package nl.tenzij.ledger.privacy;

import static nl.tenzij.ledger.privacy.TestLedger.BOARD;
import static nl.tenzij.ledger.privacy.TestLedger.JSON;
import static nl.tenzij.ledger.privacy.TestLedger.META;
import static nl.tenzij.ledger.privacy.TestLedger.SCHOOL;
import static nl.tenzij.ledger.privacy.TestLedger.TYPES;
import static nl.tenzij.ledger.privacy.TestLedger.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import nl.tenzij.ledger.decider.Decider;
import nl.tenzij.ledger.privacy.TestLedger.Met;
import nl.tenzij.ledger.privacy.TestLedger.Name;
import nl.tenzij.ledger.privacy.TestLedger.PersonEvent;
import nl.tenzij.ledger.store.Appended;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Deeds;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.Sealing.Unopened;
import nl.tenzij.ledger.store.Share;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultTest {

  private static final UUID EVENT = new UUID(7, 7);

  private KeysetHandle keyset;
  private MasterKey master;
  private TestLedger ledger;

  @BeforeEach
  void open() {
    keyset = MasterKey.fresh();
    master = new MasterKey(keyset);
    ledger = TestLedger.fresh(master);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static Met met(String subject, String family) {
    return new Met(
        Personal.of(subject, new Name("Bo", family)),
        List.of(Personal.of(subject, "kind"), Personal.of("g-1", "calls back")));
  }

  private void append(TestLedger to, StreamId stream, int expected, Met event) {
    now(to.store().append(stream, expected, List.of(event), META));
  }

  private static List<PersonEvent> read(TestLedger from, StreamId stream) {
    return now(from.store().read(stream, TYPES)).stream().map(Recorded::event).toList();
  }

  @Test
  void shows_nothing_personal_in_the_log_and_all_of_it_to_a_reader() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));

    assertThat(ledger.count("select count(*) from event where data::text like '%\"sealed\"%'"))
        .isOne();
    assertThat(
            ledger.count(
                "select count(*) from event where (event.*)::text ~ 'Bos|kind|calls back'"))
        .isZero();
    assertThat(read(ledger, stream)).containsExactly(met("p-1", "Bos"));
    assertThat(now(ledger.store().after(ledger.store().partition(BOARD, SCHOOL), 0, 10)))
        .singleElement()
        .satisfies(one -> assertThat(one.event()).isEqualTo(met("p-1", "Bos")));
  }

  @Test
  void seals_a_file_for_its_place_until_its_subject_is_forgotten() {
    StreamId stream = TestLedger.stream(SCHOOL);
    byte[] content = "a letter about Bos".getBytes(StandardCharsets.UTF_8);
    Vault vault = ledger.vault();

    byte[] sealed = now(vault.seal(stream, EVENT, "p-1", content));

    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Bos");
    assertThat(now(vault.open(stream, EVENT, "p-1", sealed)))
        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(content));
    assertThatThrownBy(() -> now(vault.open(stream, UUID.randomUUID(), "p-1", sealed)))
        .isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> now(vault.open(TestLedger.stream(SCHOOL), EVENT, "p-1", sealed)))
        .isInstanceOf(Unreadable.class);

    now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META));

    assertThat(now(vault.open(stream, EVENT, "p-1", sealed))).isEmpty();
    assertThatThrownBy(() -> now(vault.seal(stream, EVENT, "p-1", content)))
        .isInstanceOf(SubjectForgotten.class);
  }

  @Test
  void seals_for_many_streams_at_once_but_not_for_who_was_forgotten() {
    now(ledger.erasures().forget(BOARD, SCHOOL, "p-2", META));
    List<StreamId> streams = new ArrayList<>();
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      streams.add(TestLedger.stream(SCHOOL));
      shares.add(new Share(streams.get(i), 0, List.of(met("p-" + i, "Bos"))));
    }

    List<Optional<Appended>> appended = now(ledger.store().appendAll(shares, META));

    assertThat(appended).extracting(Optional::isPresent).containsExactly(true, true, false, true);
    assertThat(read(ledger, streams.get(3))).containsExactly(met("p-3", "Bos"));
    assertThat(ledger.count("select count(*) from event where (event.*)::text ~ 'Bos'")).isZero();
    try (TestLedger other = TestLedger.existing(ledger.place(), master, Ticker.systemTicker())) {
      assertThat(read(other, streams.get(1))).containsExactly(met("p-1", "Bos"));
    }
  }

  @Test
  void can_be_opened_by_another_instance() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));

    try (TestLedger other = TestLedger.existing(ledger.place(), master, Ticker.systemTicker())) {
      assertThat(read(other, stream)).containsExactly(met("p-1", "Bos"));
    }
  }

  @Test
  void makes_one_key_per_subject_when_many_ask_at_once() {
    List<StreamId> streams = new ArrayList<>();
    List<TestLedger> instances = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      instances.add(TestLedger.existing(ledger.place(), master, Ticker.systemTicker()));
    }
    List<Uni<?>> appends = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      StreamId stream = TestLedger.stream(new School("school-" + i % 7));
      streams.add(stream);
      // Every event is about all of the subjects, named in another order each time.
      int first = i;
      List<Personal<String>> notes =
          IntStream.range(0, 10)
              .mapToObj(n -> Personal.of("p-" + (first * 3 + n * 7) % 10, "note"))
              .toList();
      Met event = new Met(Personal.of("p-0", new Name("Bo", "Bos")), notes);
      appends.add(instances.get(i % 3).store().append(stream, 0, List.of(event), META));
    }
    now(
        Uni.join()
            .all(appends.stream().map(each -> each.replaceWithVoid()).toList())
            .andFailFast());

    assertThat(ledger.count("select count(*) from subject_key")).isEqualTo(10);
    for (StreamId stream : streams) {
      assertThat(read(ledger, stream))
          .singleElement()
          .satisfies(
              event -> {
                Met met = (Met) event;
                assertThat(met.name().value()).contains(new Name("Bo", "Bos"));
                assertThat(met.notes()).allMatch(note -> note.value().isPresent());
              });
    }
    instances.forEach(TestLedger::close);
  }

  @Test
  void refuses_an_event_that_looks_sealed_by_itself() throws JsonProcessingException {
    JsonNode tree = JSON.readTree("{\"note\": {\"subject\": \"p-1\", \"sealed\": \"x\"}}");

    assertThatThrownBy(() -> seal(TestLedger.stream(SCHOOL), tree))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ObjectNode seal(StreamId stream, JsonNode tree) {
    return (ObjectNode) now(ledger.vault().seal(stream, List.of(EVENT), List.of(tree))).get(0);
  }

  private void assertUnreadable(StreamId stream, UUID event, JsonNode tree) {
    assertThatThrownBy(
            () -> now(ledger.vault().open(List.of(new Unopened(stream, event, tree.deepCopy())))))
        .isInstanceOf(Unreadable.class)
        .hasMessageNotContaining("p-1");
  }

  @Test
  void does_not_open_what_was_moved_or_changed() {
    StreamId stream = TestLedger.stream(SCHOOL);
    ObjectNode sealed = seal(stream, JSON.valueToTree(met("p-1", "Bos")));
    now(ledger.vault().seal(stream, List.of(EVENT), List.of(JSON.valueToTree(met("p-2", "Vos")))));

    assertUnreadable(TestLedger.stream(SCHOOL), EVENT, sealed);
    assertUnreadable(stream, UUID.randomUUID(), sealed);
    assertUnreadable(
        new StreamId(BOARD, new School("school-2"), stream.category(), stream.id()), EVENT, sealed);

    ObjectNode moved = sealed.deepCopy();
    moved.set("notes", JSON.createArrayNode().add(sealed.get("notes").get(1)));
    assertUnreadable(stream, EVENT, moved);

    ObjectNode ofAnother = sealed.deepCopy();
    ((ObjectNode) ofAnother.get("name")).put("subject", "p-2");
    assertUnreadable(stream, EVENT, ofAnother);

    ObjectNode changed = sealed.deepCopy();
    String cipher = changed.get("name").get("sealed").textValue();
    char last = cipher.charAt(20) == 'A' ? 'B' : 'A';
    ((ObjectNode) changed.get("name"))
        .put("sealed", cipher.substring(0, 20) + last + cipher.substring(21));
    assertUnreadable(stream, EVENT, changed);

    for (String instead : new String[] {"", "AAAA", "not base64!", null}) {
      ((ObjectNode) changed.get("name")).put("sealed", instead);
      assertUnreadable(stream, EVENT, changed);
    }
    assertThat(now(ledger.vault().open(List.of(new Unopened(stream, EVENT, sealed)))))
        .singleElement()
        .satisfies(
            tree -> assertThat(JSON.treeToValue(tree, Met.class)).isEqualTo(met("p-1", "Bos")));
  }

  @Test
  void does_not_open_on_another_board_with_the_same_subject() {
    StreamId stream = TestLedger.stream(SCHOOL);
    ObjectNode sealed = seal(stream, JSON.valueToTree(met("p-1", "Bos")));
    StreamId twin = new StreamId(new Board("board-b"), SCHOOL, stream.category(), stream.id());
    assertUnreadable(twin, EVENT, sealed);

    seal(twin, JSON.valueToTree(met("p-1", "Vos")));
    assertUnreadable(twin, EVENT, sealed);
  }

  @Test
  void says_loudly_that_a_key_is_lost_or_the_master_key_is_wrong() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));

    try (TestLedger wrong =
        TestLedger.existing(
            ledger.place(), new MasterKey(MasterKey.fresh()), Ticker.systemTicker())) {
      assertThatThrownBy(() -> read(wrong, stream)).isInstanceOf(Unreadable.class);
    }
    ledger.execute("delete from subject_key where subject = 'p-1'");
    try (TestLedger other = TestLedger.existing(ledger.place(), master, Ticker.systemTicker())) {
      assertThatThrownBy(() -> read(other, stream)).isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void forgets_one_subject_everywhere_and_leaves_the_log_whole() {
    StreamId ofOne = TestLedger.stream(SCHOOL);
    StreamId ofOther = TestLedger.stream(SCHOOL);
    append(ledger, ofOne, 0, met("p-1", "Bos"));
    append(ledger, ofOther, 0, met("p-2", "Vos"));
    assertThat(read(ledger, ofOne)).containsExactly(met("p-1", "Bos"));

    assertThat(now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META))).isTrue();

    Met after = (Met) read(ledger, ofOne).getFirst();
    assertThat(after.name()).isEqualTo(new Personal.Forgotten<>("p-1"));
    assertThat(after.notes().get(0)).isEqualTo(new Personal.Forgotten<>("p-1"));
    assertThat(after.notes().get(1).value()).contains("calls back");
    assertThat(read(ledger, ofOther)).containsExactly(met("p-2", "Vos"));

    List<Recorded<?>> log =
        now(ledger.store().after(ledger.store().partition(BOARD, SCHOOL), 0, 10));
    assertThat(log).hasSize(3);
    assertThat(log.getLast().event()).isEqualTo(new ErasureEvent.Forgot("p-1"));
    assertThat(log.getLast().meta()).isEqualTo(META);
    assertThat(log.getLast().stream())
        .isEqualTo(StreamId.named(BOARD, SCHOOL, ErasureEvent.CATEGORY, "p-1"));
    assertThat(ledger.count("select count(*) from subject_key where wrapped_key is null")).isOne();
  }

  @Test
  void records_by_the_services_clock_that_somebody_was_forgotten() {
    Duration ahead = Duration.ofHours(26);
    PostgresEventStore store =
        new PostgresEventStore(
            ledger.pool(),
            List.of(TestLedger.TYPES, ErasureEvent.TYPES),
            ledger.vault(),
            TestLedger.JSON,
            ledger.store().partitions(),
            1,
            () -> ahead);
    append(ledger, TestLedger.stream(SCHOOL), 0, met("p-1", "Bos"));
    Instant before = Instant.now();

    now(
        new Erasures(ledger.pool(), ledger.vault(), store, TestLedger.JSON)
            .forget(BOARD, SCHOOL, "p-1", META));

    assertThat(now(store.after(store.partition(BOARD, SCHOOL), 0, 10)).getLast())
        .satisfies(
            each -> {
              assertThat(each.event()).isEqualTo(new ErasureEvent.Forgot("p-1"));
              assertThat(each.at())
                  .isBetween(
                      before.plus(ahead).minusSeconds(1), Instant.now().plus(ahead).plusSeconds(1));
            });
  }

  @Test
  void writes_nothing_personal_about_a_forgotten_subject_any_more() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));
    assertThat(
            now(
                ledger
                    .erasures()
                    .forget(BOARD, SCHOOL, "p-1", META, sql -> Uni.createFrom().item(false))))
        .as("the condition does not hold")
        .isFalse();
    assertThat(now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META))).isTrue();

    assertThatThrownBy(() -> append(ledger, stream, 1, met("p-1", "Bos")))
        .isInstanceOf(SubjectForgotten.class)
        .hasMessageNotContaining("Bos");
    Met remembered = (Met) read(ledger, stream).getFirst();
    append(ledger, stream, 1, remembered);
    assertThat(read(ledger, stream)).containsExactly(remembered, remembered);

    Met never = new Met(new Personal.Forgotten<>("p-2"), List.of());
    assertThatThrownBy(() -> append(ledger, stream, 2, never))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void forgets_once_and_who_was_never_known_too() {
    assertThat(now(ledger.erasures().forget(BOARD, SCHOOL, "p-9", META))).isTrue();
    assertThat(now(ledger.erasures().forget(BOARD, SCHOOL, "p-9", META))).isFalse();
    assertThat(now(ledger.erasures().forget(BOARD, new School("school-2"), "p-9", META))).isFalse();

    assertThat(ledger.count("select count(*) from event")).isOne();
    assertThatThrownBy(() -> append(ledger, TestLedger.stream(SCHOOL), 0, met("p-9", "Bos")))
        .isInstanceOf(SubjectForgotten.class);
  }

  @Test
  void forgets_within_a_transaction_as_soon_as_that_ends() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));
    Erasures.Erasure erasure = new Erasures.Erasure(BOARD, SCHOOL, "p-1", META);
    AtomicLong emptied = new AtomicLong();
    ledger.vault().whenForgotten(emptied::incrementAndGet);

    assertThatThrownBy(
            () ->
                now(
                    ledger
                        .pool()
                        .withTransaction(
                            sql ->
                                ledger
                                    .erasures()
                                    .forget(
                                        erasure,
                                        sql,
                                        () ->
                                            Uni.createFrom()
                                                .failure(new IllegalStateException("broken"))))))
        .hasMessage("broken");
    assertThat(read(ledger, stream)).containsExactly(met("p-1", "Bos"));
    assertThat(ledger.count("select count(*) from event")).isOne();

    long before = emptied.get();
    boolean first =
        now(
            ledger
                .pool()
                .withTransaction(
                    sql ->
                        ledger
                            .erasures()
                            .forget(
                                erasure,
                                sql,
                                () ->
                                    ledger
                                        .store()
                                        .read(stream, TYPES)
                                        .invoke(
                                            log ->
                                                assertThat(log)
                                                    .extracting(Recorded::event)
                                                    .containsExactly(met("p-1", "Bos")))
                                        .replaceWithVoid())));

    assertThat(first).isTrue();
    assertThat(emptied.get()).isGreaterThan(before);
    assertThat(((Met) read(ledger, stream).getFirst()).name())
        .isEqualTo(new Personal.Forgotten<>("p-1"));
    assertThat(ledger.count("select count(*) from event where type = 'subject.forgotten.v1'"))
        .isOne();
  }

  @Test
  void keeps_the_key_where_the_erasure_could_not_be_recorded() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));
    StreamId erasure = StreamId.named(BOARD, SCHOOL, ErasureEvent.CATEGORY, "p-1");
    now(ledger.store().append(erasure, 0, List.of(new ErasureEvent.Forgot("p-1")), META));

    assertThatThrownBy(() -> now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META)))
        .isInstanceOf(PgException.class);

    assertThat(ledger.count("select count(*) from subject_key where wrapped_key is null")).isZero();
    assertThat(read(ledger, stream)).containsExactly(met("p-1", "Bos"));
  }

  @Test
  void is_forgotten_by_other_instances_after_a_while() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));
    AtomicLong clock = new AtomicLong();

    try (TestLedger other = TestLedger.existing(ledger.place(), master, clock::get)) {
      assertThat(read(other, stream)).containsExactly(met("p-1", "Bos"));
      now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META));
      clock.addAndGet(SubjectKeys.KEPT.toNanos() + 1);

      assertThat(((Met) read(other, stream).getFirst()).name().value()).isEmpty();
    }
  }

  /** The newest meeting. */
  private static final class Last implements Decider<PersonEvent, Met, PersonEvent> {

    @Override
    public Met initial() {
      return new Met(Personal.of("nobody", new Name("-", "-")), List.of());
    }

    @Override
    public List<PersonEvent> decide(PersonEvent command, Met state) {
      return List.of(command);
    }

    @Override
    public Met evolve(Met state, PersonEvent event) {
      return event instanceof Met met ? met : state;
    }
  }

  @Test
  void keeps_no_state_in_memory_of_who_was_forgotten_here() {
    var handler = new CommandHandler<>(ledger.store(), new Last(), TestLedger.TYPES);
    StreamId stream = TestLedger.stream(SCHOOL);
    now(handler.handle(stream, met("p-1", "Bos"), META));
    assertThat(now(handler.load(stream)).state().name().value()).isPresent();

    now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META));

    assertThat(now(handler.load(stream)).state().name().value()).isEmpty();
  }

  @Test
  void forgets_though_who_asked_for_it_hangs_up() {
    StreamId stream = TestLedger.stream(SCHOOL);
    append(ledger, stream, 0, met("p-1", "Bos"));

    ledger.erasures().forget(BOARD, SCHOOL, "p-1", META).subscribe().with(done -> {}).cancel();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> ((Met) read(ledger, stream).getFirst()).name() instanceof Personal.Forgotten<?>);
  }

  @Test
  void keeps_no_state_in_memory_for_long_however_often_it_is_asked_for() {
    try (TestLedger other = TestLedger.existing(ledger.place(), master, new Later())) {
      var handler =
          new CommandHandler<>(
              other.store(), new Last(), TestLedger.TYPES, 10, Duration.ofSeconds(1));
      StreamId stream = TestLedger.stream(SCHOOL);
      now(handler.handle(stream, met("p-1", "Bos"), META));
      now(ledger.erasures().forget(BOARD, SCHOOL, "p-1", META));

      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                now(handler.handle(stream, new TestLedger.Counted("k", 1), META));
                return now(handler.load(stream)).state().name().value().isEmpty();
              });
    }
  }

  /** Each look at it is a minute after the one before: no key is kept. */
  private static final class Later implements Ticker {
    private final AtomicLong now = new AtomicLong();

    @Override
    public long read() {
      return now.addAndGet(Duration.ofMinutes(1).toNanos());
    }
  }

  @Test
  void hides_notes_of_its_own_bound_to_their_place() {
    String hidden = ledger.vault().hide("noted", "here");

    assertThat(hidden).doesNotContain("noted").isNotEqualTo(ledger.vault().hide("noted", "here"));
    assertThat(ledger.vault().show(hidden, "here")).contains("noted");
    assertThat(ledger.vault().show(hidden, "there")).isEmpty();
    assertThat(ledger.vault().show("no such thing", "here")).isEmpty();
    try (TestLedger withAnotherKey = TestLedger.existing(ledger.place())) {
      assertThat(withAnotherKey.vault().show(hidden, "here")).isEmpty();
    }
  }

  @Test
  void counts_the_keys_that_no_master_key_unwraps() {
    now(
        new CommandHandler<>(ledger.store(), new Last(), TestLedger.TYPES)
            .handle(TestLedger.stream(SCHOOL), met("p-1", "Bos"), META));
    try (TestLedger withAnotherKey = TestLedger.existing(ledger.place())) {
      assertThat(now(ledger.vault().lost())).isZero();
      assertThat(now(withAnotherKey.vault().lost())).isEqualTo(2);
    }
  }

  @Test
  void wraps_all_keys_anew_while_reading_goes_on_and_after_an_interruption()
      throws GeneralSecurityException {
    List<StreamId> streams = new ArrayList<>();
    List<Uni<?>> appends = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      StreamId stream = TestLedger.stream(new School("school-" + i % 20));
      streams.add(stream);
      appends.add(ledger.store().append(stream, 0, List.of(met("p-" + i, "Bos")), META));
    }
    now(
        Uni.join()
            .all(appends.stream().map(each -> each.replaceWithVoid()).toList())
            .andFailFast());
    now(ledger.erasures().forget(BOARD, SCHOOL, "p-5", META));

    KeysetHandle.Builder.Entry entry =
        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
            .withRandomId()
            .makePrimary();
    KeysetHandle oldAndNew = KeysetHandle.newBuilder(keyset).addEntry(entry).build();
    MasterKey both = new MasterKey(oldAndNew);
    try (TestLedger rotated = TestLedger.existing(ledger.place(), both, Ticker.systemTicker())) {
      assertThat(now(rotated.vault().keys().rewrap(100, "0a1b"))).isEqualTo(100);
      assertThat(wrappedBy(both)).isEqualTo(100);

      Uni<List<Integer>> reading =
          Multi.createFrom()
              .iterable(streams.subList(10, 300))
              .onItem()
              .transformToUniAndConcatenate(stream -> rotated.store().read(stream, TYPES))
              .map(List::size)
              .collect()
              .asList();
      Uni<Long> rewrapping = rotated.vault().rewrap("0a1b");
      var done = now(Uni.combine().all().unis(reading, rewrapping).asTuple());

      assertThat(done.getItem1()).hasSize(290).containsOnly(1);
      assertThat(done.getItem2()).isEqualTo(600);
      assertThat(now(rotated.vault().rewrap("0a1b"))).isZero();
    }
    assertThat(wrappedBy(both)).isEqualTo(700);
    List<Deeds.Deed> deeds = now(Deeds.list(ledger.pool(), 0, 10));
    assertThat(deeds).allMatch(each -> each.by().equals("0a1b"));
    assertThat(deeds).allMatch(each -> each.deed().equals("keys-rewrapped"));
    assertThat(deeds).extracting(each -> each.about().get("count")).containsExactly(100, 500, 100);
    MasterKey onlyNew = new MasterKey(KeysetHandle.newBuilder(oldAndNew).deleteAt(0).build());
    try (TestLedger later = TestLedger.existing(ledger.place(), onlyNew, Ticker.systemTicker())) {
      assertThat(read(later, streams.get(699))).containsExactly(met("p-699", "Bos"));
      assertThat(((Met) read(later, streams.get(5)).getFirst()).name().value()).isEmpty();
    }
  }

  private long wrappedBy(MasterKey key) {
    return ledger.count(
        "select count(*) from subject_key where wrapped_key is not null and master_key = "
            + key.primary());
  }
}

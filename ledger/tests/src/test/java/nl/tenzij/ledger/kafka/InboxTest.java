package nl.tenzij.ledger.kafka;

import static nl.tenzij.ledger.privacy.TestLedger.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.TestLedger;
import nl.tenzij.ledger.samples.Progress;
import nl.tenzij.ledger.store.Deeds;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OPERATOR = "0a1b";

  private TestLedger ledger;
  private TestTopic topic;
  private final Counting counting = new Counting(Counting.NONE);

  @BeforeEach
  void open() {
    ledger = TestLedger.fresh();
    Counting.makeTable(ledger);
    topic = TestTopic.fresh();
  }

  @AfterEach
  void close() {
    topic.close();
    ledger.close();
  }

  private Inbox start() {
    return start(ledger, topic, counting);
  }

  private static Inbox start(TestLedger ledger, TestTopic topic, Consumer consumer) {
    Inbox inbox =
        new Inbox(
            ledger.pool(),
            ledger.vertx().getDelegate(),
            topic.connection(),
            topic.envelope(),
            List.of(consumer));
    inbox.start();
    return inbox;
  }

  private void awaitEffects(long count) {
    Progress.await(() -> Counting.count(ledger), seen -> seen >= count);
  }

  private void awaitParked(int count) {
    await().atMost(SOON).until(() -> ledger.count("select count(*) from parked") >= count);
  }

  private List<Parked> parked(Inbox inbox) {
    return now(inbox.parked(0, 100));
  }

  private static List<Integer> range(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void has_each_effect_once_however_often_a_message_comes() throws Exception {
    List<ProducerRecord<String, byte[]>> repeated = new ArrayList<>();
    for (int number = 1; number <= 60; number++) {
      for (String key : List.of("a", "b", "c")) {
        repeated.addAll(Collections.nCopies(2, topic.message(key, number)));
      }
    }
    topic.send(repeated);
    try (Inbox inbox = start()) {
      awaitEffects(180);
      List<ProducerRecord<String, byte[]>> again = new ArrayList<>(repeated);
      Collections.shuffle(again, new Random(7));
      topic.send(again);
      topic.count(61, 61, "a", "b", "c");
      await().atMost(SOON).until(() -> Counting.numbers(ledger, "c").contains(61));
      awaitEffects(183);
    }
    topic.forgetGroup(Counting.NAME);
    try (Inbox fromTheBeginning = start()) {
      topic.count(62, 62, "a", "b", "c");
      awaitEffects(186);
    }
    for (String key : List.of("a", "b", "c")) {
      assertThat(Counting.numbers(ledger, key)).isEqualTo(range(1, 62));
    }
    assertThat(ledger.count("select count(*) from parked")).isZero();
  }

  @Test
  void shares_a_topic_among_instances_that_come_and_go() throws Exception {
    String[] keys = {"a", "b", "c", "d", "e", "f"};
    try (Inbox first = start()) {
      topic.count(1, 40, keys);
      awaitEffects(20);
      try (Inbox second = start()) {
        topic.count(41, 80, keys);
        awaitEffects(360);
        first.close();
        topic.count(81, 120, keys);
        awaitEffects(720);
      }
    }
    for (String key : keys) {
      assertThat(Counting.numbers(ledger, key)).as(key).isEqualTo(range(1, 120));
    }
  }

  @Test
  void leaves_its_place_to_the_group_when_it_ends_under_load() throws Exception {
    // More than it takes in while this thread may have to wait for its turn.
    topic.count(1, 4_000, "a", "b", "c", "d", "e", "f");
    try (Inbox inbox = start()) {
      awaitEffects(300);
    }
    assertThat(Counting.count(ledger)).as("there was more").isLessThan(6 * 4_000);
    assertThat(topic.committed(Counting.NAME)).isEqualTo(Counting.count(ledger));
  }

  @Test
  void lets_other_types_pass_by() throws Exception {
    ProducerRecord<String, byte[]> other = topic.message("a", 1);
    other.headers().remove("ce_type").add("ce_type", "nl.tenzij.test.other.v1".getBytes());
    topic.send(List.of(other));
    topic.count(2, 2, "a");
    try (Inbox inbox = start()) {
      awaitEffects(1);
      assertThat(Counting.numbers(ledger, "a")).containsExactly(2);
      assertThat(parked(inbox)).isEmpty();
    }
  }

  @Test
  void parks_what_fails_and_what_follows_of_its_key_and_goes_on_with_the_rest() throws Exception {
    counting.twist(
        (key, number) ->
            key.equals("b") && number == 3
                ? Uni.createFrom().failure(new Refused("three-is-odd", "Jan Jansen"))
                : Uni.createFrom().voidItem());
    topic.count(1, 5, "a", "b", "c");
    try (Inbox inbox = start()) {
      awaitEffects(12);
      awaitParked(3);
      assertThat(Counting.numbers(ledger, "a")).isEqualTo(range(1, 5));
      assertThat(Counting.numbers(ledger, "b")).isEqualTo(range(1, 2));
      assertThat(Counting.numbers(ledger, "c")).isEqualTo(range(1, 5));
      List<Parked> parked = parked(inbox);
      assertThat(parked).extracting(Parked::key).containsExactly("b", "b", "b");
      assertThat(parked)
          .extracting(Parked::error)
          .containsExactly(Refused.class.getName(), null, null);
      assertThat(parked).extracting(Parked::code).containsExactly("three-is-odd", null, null);
      assertThat(parked).extracting(Parked::attempts).containsExactly(1, 0, 0);
      assertThat(ledger.count("select count(*) from parked p where (p.*)::text like '%Jansen%'"))
          .isZero();

      assertThat(now(inbox.replay(Counting.NAME, OPERATOR))).isZero();
      assertThat(parked(inbox)).extracting(Parked::attempts).containsExactly(2, 0, 0);
      assertThat(Counting.numbers(ledger, "b")).isEqualTo(range(1, 2));

      counting.twist(Counting.NONE);
      assertThat(now(inbox.replay(Counting.NAME, OPERATOR))).isEqualTo(3);
      assertThat(parked(inbox)).isEmpty();
      assertThat(now(Deeds.list(ledger.pool(), 0, 10)))
          .as("each in the transaction of its effect")
          .hasSize(3)
          .allSatisfy(
              deed -> {
                assertThat(deed.deed()).isEqualTo("message-replayed");
                assertThat(deed.by()).isEqualTo(OPERATOR);
                assertThat(deed.about()).containsKeys("consumer", "message", "at_offset");
              });
      assertThat(Counting.numbers(ledger, "b")).isEqualTo(range(1, 5));

      topic.count(6, 8, "b");
      awaitEffects(18);
      assertThat(Counting.numbers(ledger, "b")).isEqualTo(range(1, 8));
    }
  }

  @Test
  void parks_what_a_broken_handler_throws() throws Exception {
    counting.twist(
        (key, number) -> {
          switch (number) {
            case 1 -> throw new IllegalArgumentException("thrown at once");
            case 2 -> throw new AssertionError("an error");
            case 3 -> {
              return null;
            }
            default -> {
              return ledger.pool().query("select 1/0").execute().replaceWithVoid();
            }
          }
        });
    for (int number = 1; number <= 4; number++) {
      topic.count(number, number, "key-" + number);
    }
    try (Inbox inbox = start()) {
      awaitParked(4);
      assertThat(parked(inbox)).extracting(Parked::error).doesNotContainNull();
      assertThat(parked(inbox)).extracting(Parked::code).contains("22012");
      assertThat(Counting.count(ledger)).isZero();
    }
  }

  @Test
  void parks_what_breaks_its_contract_and_lets_the_partition_go_on() throws Exception {
    counting.twist(
        (key, number) ->
            switch (key) {
              case "a" -> unreadable(new IllegalArgumentException("not by contract", garbled()));
              case "b" -> unreadable(new UncheckedIOException(garbled()));
              case "c" -> unreadable(garbled());
              case "d" -> unreadable(new UncheckedIOException(new MalformedInputException(1)));
              default -> Uni.createFrom().voidItem();
            });
    String[] others = {"e", "f", "g", "h", "i", "j", "k", "l"};
    topic.count(1, 1, "a", "b", "c", "d");
    topic.count(1, 5, others);
    try (Inbox inbox = start()) {
      awaitParked(4);
      awaitEffects(40);
      assertThat(parked(inbox))
          .extracting(Parked::key)
          .containsExactlyInAnyOrder("a", "b", "c", "d");
      for (String key : others) {
        assertThat(Counting.numbers(ledger, key)).as(key).isEqualTo(range(1, 5));
      }
    }
  }

  private static JsonProcessingException garbled() {
    return new JsonParseException(null, "garbled");
  }

  private static Uni<Void> unreadable(Throwable failure) {
    return Uni.createFrom().failure(failure);
  }

  @Test
  void replays_in_order_while_more_of_the_key_comes_in() throws Exception {
    counting.twist((key, number) -> Uni.createFrom().failure(new Refused("closed", "not now")));
    topic.count(1, 40, "a", "b");
    try (Inbox inbox = start()) {
      awaitParked(80);
      counting.twist(Counting.NONE);
      Uni<Integer> replay = inbox.replay(Counting.NAME, OPERATOR);
      var replayed = replay.subscribeAsCompletionStage();
      topic.count(41, 300, "a", "b");
      replayed.get();
      await()
          .atMost(SOON)
          .until(
              () -> {
                now(inbox.replay(Counting.NAME, OPERATOR));
                return Counting.count(ledger) == 600;
              });
      assertThat(Counting.numbers(ledger, "a")).isEqualTo(range(1, 300));
      assertThat(Counting.numbers(ledger, "b")).isEqualTo(range(1, 300));
      assertThat(parked(inbox)).isEmpty();
    }
  }

  @Test
  void parks_what_is_no_cloud_event_and_lets_others_go_on_once_it_is_given_up() throws Exception {
    ProducerRecord<String, byte[]> bare =
        new ProducerRecord<>(
            topic.connection().topic(TestTopic.NAME),
            "a",
            "hello".getBytes(StandardCharsets.UTF_8));
    ProducerRecord<String, byte[]> noJson = topic.message("b", 1);
    ProducerRecord<String, byte[]> garbled =
        new ProducerRecord<>(noJson.topic(), null, "b", "{\"key\":".getBytes(), noJson.headers());
    ProducerRecord<String, byte[]> odd =
        new ProducerRecord<>(noJson.topic(), "k".repeat(9000), new byte[] {0, 1, (byte) 0xff});
    odd.headers().add("zero", new byte[] {0}).add("none", null);
    topic.send(List.of(bare, garbled, odd));
    topic.count(2, 3, "a", "b", "c");
    try (Inbox inbox = start()) {
      awaitEffects(2);
      awaitParked(7);
      assertThat(Counting.numbers(ledger, "c")).isEqualTo(range(2, 3));
      assertThat(parked(inbox))
          .filteredOn(each -> each.error() != null)
          .extracting(Parked::code)
          .containsExactlyInAnyOrder("no-id", "not-json", "no-id");

      assertThat(now(inbox.replay(Counting.NAME, OPERATOR))).isZero();
      for (Parked each : parked(inbox)) {
        assertThat(now(inbox.isSettled(Counting.NAME, each.message()))).isFalse();
        if (each.error() != null) {
          assertThat(now(inbox.discard(each.number(), "0a1b"))).isTrue();
          assertThat(now(inbox.isSettled(Counting.NAME, each.message()))).isTrue();
          assertThat(now(inbox.isSettled("another", each.message()))).isFalse();
        }
      }
      List<Parked> behind = parked(inbox);
      assertThat(now(Deeds.list(ledger.pool(), 0, 10)))
          .hasSize(3)
          .allSatisfy(
              deed -> {
                assertThat(deed.deed()).isEqualTo("message-discarded");
                assertThat(deed.by()).isEqualTo("0a1b");
                assertThat(deed.about()).containsEntry("consumer", Counting.NAME);
                assertThat(deed.about()).containsKeys("message", "topic", "at_offset", "error");
              });
      assertThat(now(inbox.replay(Counting.NAME, OPERATOR))).isEqualTo(4);
      assertThat(behind)
          .allSatisfy(
              each -> assertThat(now(inbox.isSettled(Counting.NAME, each.message()))).isTrue());
      assertThat(Counting.numbers(ledger, "a")).isEqualTo(range(2, 3));
      assertThat(Counting.numbers(ledger, "b")).isEqualTo(range(2, 3));
    }
  }

  @Test
  void waits_for_the_database_and_parks_nothing() throws Exception {
    try (TestStack.Own server = TestStack.shared().ownPostgres()) {
      server.database("inbox");
      try (TestLedger own = TestLedger.make(new TestLedger.Place(server.port(), "inbox"));
          TestTopic told = TestTopic.fresh()) {
        Counting.makeTable(own);
        try (Inbox inbox = start(own, told, new Counting(Counting.NONE))) {
          told.count(1, 100, "a", "b", "c");
          await().atMost(SOON).until(() -> Counting.count(own) > 30);
          server.kill();
          told.count(101, 200, "a", "b", "c");
          server.start();
          awaitWhole(own, 200);
          server.stop();
          told.count(201, 300, "a", "b", "c");
          server.start();
          awaitWhole(own, 300);
          assertThat(inbox.isAlive()).isTrue();
        }
        assertThat(own.count("select count(*) from parked")).isZero();
      }
    }
  }

  private static void awaitWhole(TestLedger ledger, int last) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> Counting.count(ledger) >= 3L * last);
    for (String key : List.of("a", "b", "c")) {
      assertThat(Counting.numbers(ledger, key)).as(key).isEqualTo(range(1, last));
    }
  }

  @Test
  void goes_on_after_the_broker_was_away() throws Exception {
    try (TestStack.Own broker = TestStack.shared().ownKafka();
        TestTopic told = TestTopic.on(broker);
        Inbox inbox = start(ledger, told, counting)) {
      told.count(1, 100, "a", "b", "c");
      awaitEffects(1);
      broker.kill();
      broker.start();
      told.count(101, 200, "a", "b", "c");
      awaitWhole(ledger, 200);
      broker.stop();
      broker.start();
      told.count(201, 300, "a", "b", "c");
      awaitWhole(ledger, 300);
      assertThat(parked(inbox)).isEmpty();
    }
  }
}

package nl.tenzij.local.figures;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import nl.tenzij.local.figures.Country.Teacher;
import nl.tenzij.local.figures.House.Sanctions;

/**
 * Incidents put on record over HTTP, with all that follows from them in the service (the proposal,
 * the lists, the topic), beside the ledger's own decide-and-append with nothing around it.
 */
final class IncidentFigure {

  private static final int SCHOOLS = 400;
  private static final int CLIENTS = 16;
  private static final String BODY =
      """
      {"category": "PHOTO_OR_VIDEO", "device": "SMARTPHONE", "place": "CLASSROOM",
       "occurredAt": "%s", "class": "k%d",
       "participants": [{"pupil": "%s", "role": "OFFENDER"}]}""";

  private final Instant began = Instant.now();
  private final AtomicLong number = new AtomicLong();
  private final HttpClient client;
  private final List<Teacher> teachers;

  private IncidentFigure(HttpClient client, List<Teacher> teachers) {
    this.client = client;
    this.teachers = teachers;
  }

  static void run() {
    Table.head("An incident put on record against the ledger's own decide-and-append");
    Table.print("%s", Settings.machine());
    Table.print(
        "%d clients, each its next request after the last one's answer: Vert.x's client, and the ledger itself, in this process.",
        CLIENTS);
    Vertx vertx = Vertx.vertx();
    try (House house = new House();
        Sanctions sanctions = house.sanctions(SCHOOLS);
        OwnLog log = new OwnLog()) {
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setDefaultHost("127.0.0.1")
                  .setDefaultPort(sanctions.program().port()),
              new PoolOptions().setHttp1MaxSize(CLIENTS));
      new IncidentFigure(client, sanctions.country().teachers(new Random(1)))
          .measure(sanctions, log);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void measure(Sanctions sanctions, OwnLog log) {
    Closed.run(CLIENTS, Settings.WARM_UP, one -> record(false));
    Closed.run(CLIENTS, Settings.WARM_UP.dividedBy(3), one -> record(true));
    Closed.run(CLIENTS, Settings.WARM_UP.dividedBy(3), one -> log.decideAndAppend());
    quiet(sanctions);
    double[] ratio = new double[Settings.ROUNDS];
    double[] withKeys = new double[Settings.ROUNDS];
    for (int round = 0; round < Settings.ROUNDS; round++) {
      Result raw = Closed.run(CLIENTS, Settings.RUN, one -> log.decideAndAppend());
      Result ours = Closed.run(CLIENTS, Settings.RUN, one -> record(false));
      double behind = quiet(sanctions);
      Result keyed = Closed.run(CLIENTS, Settings.RUN, one -> record(true));
      double keyedBehind = quiet(sanctions);
      Table.row("ledger: decide and append", raw.allAnswered("ledger"));
      Table.row("incident on record", ours.allAnswered("incident"));
      Table.row("the same, each with an Idempotency-Key", keyed.allAnswered("incident"));
      Table.print(
          "  what follows from them was done %.1f s and %.1f s after the last answer",
          behind, keyedBehind);
      ratio[round] = ours.perSecond() / raw.perSecond();
      withKeys[round] = keyed.perSecond() / raw.perSecond();
    }
    Table.figure("incidents per second / decide-and-append", ratio, "", "at least 0.5");
    Table.figure("the same with keys", withKeys, "", "(none)");
  }

  private CompletionStage<Boolean> record(boolean withKey) {
    long nth = number.getAndIncrement();
    Teacher teacher = teachers.get((int) (nth % teachers.size()));
    String body =
        BODY.formatted(
            minuteOf(nth / teachers.size()),
            teacher.group(),
            teacher.pupil(ThreadLocalRandom.current()));
    return client
        .request(HttpMethod.POST, teacher.incidents())
        .compose(
            request -> {
              request.putHeader("Authorization", "Bearer " + teacher.token());
              request.putHeader("Content-Type", "application/json");
              if (withKey) {
                request.putHeader("Idempotency-Key", UUID.randomUUID().toString());
              }
              return request.send(body);
            })
        .compose(answer -> answer.body().map(answered -> answer.statusCode() == 201))
        .toCompletionStage();
  }

  /** Each round of the teachers has one of its own: what is seen twice in a minute is seen once. */
  private Instant minuteOf(long round) {
    return began.minus(Duration.ofMinutes(round + 1));
  }

  /** Waits until all subscriptions have come to the end of the log. */
  private static double quiet(Sanctions sanctions) {
    long start = System.nanoTime();
    Await.until(
        "what follows from incidents",
        Duration.ofMinutes(5),
        () ->
            sanctions
                    .country()
                    .number(
                        "select count(*) from checkpoint c where c.position < coalesce((select"
                            + " max(e.position) from event e where e.partition = c.partition), 0)")
                == 0);
    return (System.nanoTime() - start) / 1e9;
  }
}

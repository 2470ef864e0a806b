package nl.tenzij.local.figures;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Questions at a steady rate, due whether or not those before were answered; each answer's time is
 * counted from when its question was due, so that no wait is left out. On Vert.x's client, in this
 * process.
 */
final class Steady implements AutoCloseable {

  private static final int CONNECTIONS = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();

  Result run(String url, List<Question> questions, int rate, Duration length) {
    URI at = URI.create(url);
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(at.getHost())
                .setDefaultPort(at.getPort())
                .setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    try {
      return new Run(client, questions, rate, (int) (rate * length.toSeconds())).result();
    } finally {
      client.close();
    }
  }

  private final class Run {

    private final HttpClient client;
    private final List<Question> questions;
    private final int rate;
    private final int all;
    private final long[] nanos;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final CountDownLatch ended;
    private final long start = System.nanoTime();
    private int sent;

    Run(HttpClient client, List<Question> questions, int rate, int all) {
      this.client = client;
      this.questions = questions;
      this.rate = rate;
      this.all = all;
      this.nanos = new long[all];
      this.ended = new CountDownLatch(all);
    }

    Result result() {
      long timer = vertx.setPeriodic(1, tick -> askWhatIsDue());
      try {
        boolean whole = ended.await(all / rate + PATIENCE.toSeconds(), TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        return Result.of(nanos, done.get(), seconds, failed.get() + (whole ? 0 : ended.getCount()));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      } finally {
        vertx.cancelTimer(timer);
      }
    }

    /** Runs on one event loop. */
    private void askWhatIsDue() {
      while (sent < all && due(sent) <= System.nanoTime()) {
        ask(due(sent));
        sent++;
      }
    }

    private long due(int number) {
      return start + number * TimeUnit.SECONDS.toNanos(1) / rate;
    }

    private void ask(long due) {
      Question question = questions.get(ThreadLocalRandom.current().nextInt(questions.size()));
      client
          .request(HttpMethod.GET, question.path())
          .compose(
              request -> request.putHeader("Authorization", "Bearer " + question.token()).send())
          .compose(
              response ->
                  response.body().map(body -> response.statusCode() == 200 && body.length() > 0))
          .onComplete(
              answered -> {
                if (answered.succeeded() && answered.result()) {
                  nanos[done.getAndIncrement()] = System.nanoTime() - due;
                } else {
                  failed.incrementAndGet();
                }
                ended.countDown();
              });
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

package nl.tenzij.gateway.limit;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A stream that remembers when it last moved. Holds nothing back. */
public class WatchedStream implements ReadStream<Buffer> {

  private final ReadStream<Buffer> source;
  private long lastMove = System.nanoTime();
  private boolean ended;

  public WatchedStream(ReadStream<Buffer> source) {
    this.source = source;
  }

  public boolean ended() {
    return ended;
  }

  /** Value of {@link System#nanoTime()} when the last bytes or the end came. */
  public long lastMove() {
    return lastMove;
  }

  @Override
  public ReadStream<Buffer> handler(Handler<Buffer> handler) {
    source.handler(
        handler == null
            ? null
            : bytes -> {
              lastMove = System.nanoTime();
              handler.handle(bytes);
            });
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(Handler<Void> handler) {
    source.endHandler(
        handler == null
            ? null
            : end -> {
              ended = true;
              lastMove = System.nanoTime();
              handler.handle(end);
            });
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    source.exceptionHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    source.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    source.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    source.fetch(amount);
    return this;
  }
}

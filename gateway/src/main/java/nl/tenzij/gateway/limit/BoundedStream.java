package nl.tenzij.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * Lets a body through as it comes and fails with {@link TooLarge} at the first byte over the limit.
 * The memory it takes does not grow with the body.
 */
public final class BoundedStream extends WatchedStream {

  /** More bytes came than are allowed. */
  public static final class TooLarge extends RuntimeException {
    TooLarge(long limit) {
      super("more than " + limit + " bytes", null, false, false);
    }
  }

  private final long limit;
  private long seen;
  private boolean exceeded;
  private Handler<Throwable> failed;

  public BoundedStream(ReadStream<Buffer> source, long limit) {
    super(source);
    this.limit = limit;
  }

  public boolean exceeded() {
    return exceeded;
  }

  /** The whole content, for bodies small enough to be held. */
  public Future<Buffer> collect() {
    Promise<Buffer> whole = Promise.promise();
    Buffer content = Buffer.buffer();
    exceptionHandler(whole::tryFail);
    endHandler(end -> whole.tryComplete(content));
    handler(content::appendBuffer);
    resume();
    return whole.future();
  }

  @Override
  public ReadStream<Buffer> handler(Handler<Buffer> handler) {
    return super.handler(handler == null ? null : bytes -> pass(bytes, handler));
  }

  private void pass(Buffer bytes, Handler<Buffer> handler) {
    seen += bytes.length();
    if (seen <= limit) {
      handler.handle(bytes);
    } else if (!exceeded) {
      exceeded = true;
      if (failed != null) {
        failed.handle(new TooLarge(limit));
      }
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    failed = handler;
    return super.exceptionHandler(handler);
  }

  /** A body that was too large does not end well, even when its last byte came. */
  @Override
  public ReadStream<Buffer> endHandler(Handler<Void> handler) {
    return super.endHandler(
        handler == null
            ? null
            : end -> {
              if (!exceeded) {
                handler.handle(end);
              }
            });
  }
}

package nl.tenzij.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import nl.tenzij.gateway.limit.WatchedStream;

/**
 * A service's answer on its way to the client. Half an answer that breaks off must break off for
 * the client too, or it would be taken for whole: so the connection goes first, in a way that the
 * server notices, and only then is the pipe told.
 */
final class AnswerStream extends WatchedStream {

  private final RoutingContext context;

  AnswerStream(ReadStream<Buffer> source, RoutingContext context) {
    super(source);
    this.context = context;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    return super.exceptionHandler(
        handler == null
            ? null
            : failure -> {
              if (context.response().closed() || context.response().ended()) {
                handler.handle(failure);
              } else {
                context.addEndHandler(gone -> handler.handle(failure));
                context.request().connection().close();
              }
            });
  }
}

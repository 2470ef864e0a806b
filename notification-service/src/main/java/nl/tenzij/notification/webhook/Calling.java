package nl.tenzij.notification.webhook;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import nl.tenzij.notification.webhook.Attempt.Outcome;
import nl.tenzij.notification.webhook.WebhookDelivery.Reason;

/**
 * Calls a receiver, signed (Standard Webhooks). The address is looked at first and then connected
 * to as it is, so that a name can't lead elsewhere in between; redirects are not followed; nothing
 * of an answer is read but its status.
 */
@ApplicationScoped
class Calling {

  private final WebhookConfig config;
  private final HttpClient client;

  Calling(WebhookConfig config, Vertx vertx) {
    this.config = config;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(config.timeout().toMillis()))
                .setKeepAlive(false)
                .setVerifyHost(true));
  }

  @PreDestroy
  void end() {
    client.close();
  }

  Uni<Outcome> call(Webhook webhook, Attempt attempt) {
    Optional<Receiver> receiver = Receiver.of(webhook.url(), config.privateAddresses());
    return receiver.isEmpty()
        ? Uni.createFrom().item(Outcome.failed(Reason.PRIVATE_ADDRESS))
        : Uni.createFrom()
            .item(() -> resolved(receiver.get()))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
            .chain(
                address ->
                    address.isEmpty()
                        ? Uni.createFrom().item(Outcome.failed(Reason.PRIVATE_ADDRESS))
                        : post(receiver.get(), address.get(), webhook, attempt))
            .ifNoItem()
            .after(config.timeout())
            .fail()
            .onFailure(Calling::isOfTheReceiver)
            .recoverWithItem(Outcome.failed(Reason.AWAY));
  }

  private static boolean isOfTheReceiver(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof VertxException
        || failure instanceof java.util.concurrent.TimeoutException
        || failure instanceof TimeoutException;
  }

  private Optional<InetAddress> resolved(Receiver receiver) {
    try {
      return receiver.resolve(config.privateAddresses());
    } catch (UnknownHostException none) {
      throw new UncheckedIOException(none);
    }
  }

  private Uni<Outcome> post(
      Receiver receiver, InetAddress address, Webhook webhook, Attempt attempt) {
    String id = attempt.delivery().toString();
    // not by the service's clock, which a played day can move: receivers compare it with their own
    long timestamp = Instant.now().getEpochSecond();
    String signatures =
        webhook.secrets().stream()
            .map(secret -> secret.sign(id, timestamp, attempt.body()))
            .collect(Collectors.joining(" "));
    RequestOptions to =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(receiver.port(), address.getHostAddress()))
            .setHost(receiver.host())
            .setPort(receiver.port())
            .setSsl(receiver.tls())
            .setURI(receiver.target())
            .setFollowRedirects(false)
            .setTimeout(config.timeout().toMillis())
            .putHeader("content-type", "application/json")
            .putHeader("user-agent", "tenzij")
            .putHeader("webhook-id", id)
            .putHeader("webhook-timestamp", Long.toString(timestamp))
            .putHeader("webhook-signature", signatures);
    return Uni.createFrom()
        .completionStage(() -> status(to, attempt.body()))
        .map(Outcome::answered);
  }

  private CompletionStage<Integer> status(RequestOptions to, String body) {
    return client
        .request(to)
        .compose(
            request ->
                request
                    .send(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)))
                    .map(
                        response -> {
                          // However much the receiver has to say.
                          request.connection().close();
                          return response.statusCode();
                        }))
        .toCompletionStage();
  }
}

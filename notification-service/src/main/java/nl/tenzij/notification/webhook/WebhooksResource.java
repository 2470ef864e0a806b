package nl.tenzij.notification.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Answer;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.notification.webhook.WebhookDeliveries.Before;
import nl.tenzij.notification.webhook.WebhookDelivery.State;
import nl.tenzij.notification.webhook.Webhooks.After;
import nl.tenzij.notification.webhook.Webhooks.Place;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Where a school's pipeline hears how far messages got. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/schools/{school}/webhooks")
@Tag(name = "webhooks", description = "Where a school's pipeline hears how far messages got.")
public class WebhooksResource {

  private static final After BEGINNING = new After(Instant.EPOCH, new UUID(0, 0));

  private final Caller caller;
  private final Webhooks webhooks;
  private final WebhookDeliveries deliveries;
  private final Idempotency idempotency;
  private final WebhookConfig config;
  private final Pool pool;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  WebhooksResource(
      Caller caller,
      Webhooks webhooks,
      WebhookDeliveries deliveries,
      Idempotency idempotency,
      WebhookConfig config,
      Pool pool,
      Clock clock) {
    this.caller = caller;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.idempotency = idempotency;
    this.config = config;
    this.pool = pool;
    this.clock = clock;
  }

  @POST
  @Roles("pipeline")
  @Operation(
      operationId = "subscribeWebhook",
      summary = "Subscribe",
      description =
          "The answer holds the secret to check signatures with (Standard Webhooks); it is not shown"
              + " again. What is sent holds ids and states only. An answer of 410 disables the webhook.")
  @APIResponseSchema(
      value = WebhookView.class,
      responseCode = "201",
      responseDescription = "Subscribed")
  public Uni<RestResponse<WebhookView>> subscribe(
      @PathParam("school") String school, @Valid @NotNull NewWebhook asked) {
    School at = caller.at(school);
    if (Receiver.of(asked.url(), config.privateAddresses()).isEmpty()) {
      throw new Invalid("url", "address", "An https address that leads to no private network.");
    }
    Instant now = clock.instant();
    Place place = place(at, UUID.randomUUID());
    Secret secret = Secret.random(random);
    return pool.withTransaction(
            sql ->
                idempotency.once(
                    sql,
                    () ->
                        webhooks
                            .add(place, asked, secret, config.most(), now, sql)
                            .replaceWith(new Answer(201, location(place), null, null))))
        .chain(answer -> made(at, answer));
  }

  /** Made anew from what is kept, so that no secret is kept with an Idempotency-Key. */
  private Uni<RestResponse<WebhookView>> made(School school, Answer answer) {
    UUID webhook =
        UUID.fromString(answer.location().substring(answer.location().lastIndexOf('/') + 1));
    return webhooks
        .get(place(school, webhook), clock.instant(), pool)
        .map(
            found ->
                RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, WebhookView.withSecret(found))
                    .header(HttpHeaders.LOCATION, answer.location())
                    .build());
  }

  @GET
  @Roles("pipeline")
  @Operation(summary = "The school's webhooks")
  @APIResponse(responseCode = "200", description = "A page of them, without secrets")
  public Uni<RestResponse<Listing<WebhookView>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = caller.at(school);
    After after = page.after(2, WebhooksResource::after).orElse(BEGINNING);
    return webhooks
        .list(caller.board(), at, after, page.toRead(), clock.instant(), pool)
        .map(
            found ->
                page.answer(
                    found,
                    webhook -> Cursor.of(webhook.createdAt(), webhook.webhook()),
                    WebhookView::of));
  }

  @GET
  @Roles("pipeline")
  @Path("/{webhook}")
  @Operation(operationId = "readWebhook", summary = "One webhook")
  @APIResponse(responseCode = "200", description = "Without its secret")
  public Uni<WebhookView> get(
      @PathParam("school") String school, @PathParam("webhook") UUID webhook) {
    return webhooks
        .get(place(caller.at(school), webhook), clock.instant(), pool)
        .map(WebhookView::of);
  }

  @DELETE
  @Roles("pipeline")
  @Path("/{webhook}")
  @Operation(
      operationId = "endWebhook",
      summary = "End a subscription, with all that is on its way")
  @APIResponse(responseCode = "204", description = "Ended")
  public Uni<RestResponse<Void>> end(
      @PathParam("school") String school, @PathParam("webhook") UUID webhook) {
    return webhooks
        .remove(place(caller.at(school), webhook), pool)
        .replaceWith(RestResponse.noContent());
  }

  @POST
  @Roles("pipeline")
  @Path("/{webhook}/secrets")
  @Operation(
      operationId = "renewWebhookSecret",
      summary = "Change the secret",
      description = "For a day what is sent is signed with the earlier one too.")
  @APIResponseSchema(
      value = WebhookView.class,
      responseCode = "201",
      responseDescription = "With the new secret")
  public Uni<RestResponse<WebhookView>> renew(
      @PathParam("school") String school, @PathParam("webhook") UUID webhook) {
    School at = caller.at(school);
    Instant now = clock.instant();
    Place place = place(at, webhook);
    Secret secret = Secret.random(random);
    return pool.withTransaction(
            sql ->
                idempotency.once(
                    sql,
                    () ->
                        webhooks
                            .renew(place, secret, now.plus(config.overlap()), now, sql)
                            .replaceWith(new Answer(201, location(place), null, null))))
        .chain(answer -> made(at, answer));
  }

  @GET
  @Roles("pipeline")
  @Path("/{webhook}/deliveries")
  @Operation(
      operationId = "listWebhookDeliveries",
      summary = "What was sent to a webhook, and how far it got; the newest first")
  @APIResponse(responseCode = "200", description = "A page of deliveries")
  public Uni<RestResponse<Listing<WebhookDelivery>>> deliveries(
      @PathParam("school") String school,
      @PathParam("webhook") UUID webhook,
      @QueryParam("state") State state,
      @BeanParam Page page) {
    Place place = place(caller.at(school), webhook);
    Before before = page.after(2, WebhooksResource::before).orElse(null);
    int most = page.toRead();
    return webhooks
        .get(place, clock.instant(), pool)
        .chain(() -> deliveries.list(webhook, state, before, most))
        .map(
            found ->
                page.answer(
                    found,
                    delivery -> Cursor.of(delivery.createdAt(), delivery.id()),
                    delivery -> delivery));
  }

  @POST
  @Roles("pipeline")
  @Path("/{webhook}/deliveries/{delivery}/attempts")
  @Operation(operationId = "attemptWebhookDelivery", summary = "Send it again, whatever came of it")
  @APIResponse(responseCode = "202", description = "It is due")
  public Uni<RestResponse<Void>> again(
      @PathParam("school") String school,
      @PathParam("webhook") UUID webhook,
      @PathParam("delivery") UUID delivery) {
    Place place = place(caller.at(school), webhook);
    Instant now = clock.instant();
    return pool.withTransaction(
            sql ->
                idempotency.once(
                    sql,
                    () ->
                        deliveries
                            .again(place, delivery, now, sql)
                            .replaceWith(new Answer(202, null, null, null))))
        .replaceWith(RestResponse.accepted());
  }

  private Place place(School school, UUID webhook) {
    return new Place(caller.board(), school, webhook);
  }

  private static String location(Place place) {
    return "/api/v1/schools/" + place.school().id() + "/webhooks/" + place.webhook();
  }

  private static After after(List<String> keys) {
    return new After(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)));
  }

  private static Before before(List<String> keys) {
    return new Before(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)));
  }
}

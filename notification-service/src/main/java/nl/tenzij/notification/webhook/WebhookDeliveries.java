package nl.tenzij.notification.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.webhook.Attempt.Outcome;
import nl.tenzij.notification.webhook.WebhookDelivery.Reason;
import nl.tenzij.notification.webhook.WebhookDelivery.State;
import nl.tenzij.notification.webhook.Webhooks.Place;

/** What is on its way to webhooks, a plain table. */
@ApplicationScoped
class WebhookDeliveries {

  /**
   * The delivery's id follows from webhook and event: noted twice it is noted once. Of who is
   * forgotten nothing is.
   */
  private static final String NOTE =
      """
      insert into webhook_delivery (delivery, webhook, event, type, body, state, due_at, created_at, changed_at)
      select md5(webhook::text || $3::uuid::text)::uuid, webhook, $3::uuid, $4, $5, 'QUEUED', $7, $7, $7 from webhook
      where board = $1 and school = $2 and state = 'ACTIVE' and (events = '{}' or $6 = any(events))
        and not is_forgotten_by_now($1, $5::text::jsonb #>> '{data,pupil}')
        and not is_forgotten_by_now($1, $5::text::jsonb #>> '{data,guardian}')
      on conflict (webhook, event) do nothing
      """;

  /**
   * Begins with the webhooks for which something waits, each found by one step along the index, and
   * reads of each what it may take: what was delivered long ago is not looked at.
   */
  static final String CLAIM =
      """
      with recursive waiting as (
        (select webhook from webhook_delivery where due_at is not null order by webhook limit 1)
        union all
        select (
          select n.webhook from webhook_delivery n where n.due_at is not null and n.webhook > w.webhook
          order by n.webhook limit 1)
        from waiting w where w.webhook is not null)
      update webhook_delivery set attempts = attempts + 1, claimed_until = $2 where delivery in (
        select d.delivery from webhook_delivery d
        where d.due_at <= $1 and (d.claimed_until is null or d.claimed_until <= $1) and d.delivery in (
          select n.delivery from waiting w
          cross join lateral (
            select delivery, due_at from webhook_delivery
            where webhook = w.webhook and due_at <= $1 and (claimed_until is null or claimed_until <= $1)
            order by due_at
            limit greatest(0, $4 - (
              select count(*) from webhook_delivery c where c.webhook = w.webhook and c.claimed_until > $1))) n
          order by n.due_at limit $3)
        for update skip locked)
      returning delivery, webhook, body, attempts
      """;

  private static final String CAME =
      """
      update webhook_delivery set state = $2, reason = $3, last_status = $4, due_at = $5, claimed_until = null,
        changed_at = $6
      where delivery = $1
      """;
  private static final String GIVE_UP =
      """
      update webhook_delivery set state = 'FAILED', reason = 'DISABLED', due_at = null, changed_at = $2
      where webhook = $1 and state = 'QUEUED'
      """;
  private static final String LIST =
      """
      select delivery, event, type, state, reason, attempts, last_status, due_at, created_at, changed_at
      from webhook_delivery
      where webhook = $1 and ($2::text is null or state = $2)
        and ($3::timestamptz is null or (created_at, delivery) < ($3, $4))
      order by created_at desc, delivery desc limit $5
      """;
  private static final String AGAIN =
      """
      update webhook_delivery d set state = 'QUEUED', reason = null, attempts = 0, due_at = $5, changed_at = $5
      from webhook w
      where w.webhook = d.webhook and w.board = $1 and w.school = $2 and d.webhook = $3 and d.delivery = $4
      """;

  private static final int AT_ONCE_TO_ONE = 2;

  private final Pool pool;

  WebhookDeliveries(Pool pool) {
    this.pool = pool;
  }

  /** An event as webhooks hear of it. */
  record Heard(UUID event, WebhookEvent what, String body) {}

  /** For each of the school's webhooks that wants it. */
  Uni<Void> note(Board board, School school, Heard heard, Instant now, SqlConnection sql) {
    return sql.preparedQuery(NOTE)
        .execute(
            Tuple.tuple()
                .addString(board.id())
                .addString(school.id())
                .addUUID(heard.event())
                .addString(heard.what().type())
                .addString(heard.body())
                .addString(heard.what().name())
                .addOffsetDateTime(utc(now)))
        .replaceWithVoid();
  }

  /**
   * What is due, for this instance alone; of each webhook only some at a time, so that a receiver
   * that never answers keeps only its own waiting.
   *
   * @param until when another one takes over
   */
  Uni<List<Attempt>> claim(Instant now, Instant until, int most) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(utc(now), utc(until), most, AT_ONCE_TO_ONE))
        .map(
            rows -> {
              List<Attempt> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(
                    new Attempt(
                        row.getUUID("delivery"),
                        row.getUUID("webhook"),
                        row.getString("body"),
                        row.getInteger("attempts")));
              }
              return found;
            });
  }

  /**
   * @param next when to try again, or null where there is nothing left to do
   */
  Uni<Void> came(Attempt attempt, State state, Outcome outcome, Instant next, Instant now) {
    Reason reason = outcome.reason();
    return pool.preparedQuery(CAME)
        .execute(
            Tuple.tuple()
                .addUUID(attempt.delivery())
                .addString(state.name())
                .addString(reason == null ? null : reason.name())
                .addInteger(outcome.status())
                .addOffsetDateTime(next == null ? null : utc(next))
                .addOffsetDateTime(utc(now)))
        .replaceWithVoid();
  }

  Uni<Void> giveUp(UUID webhook, Instant now) {
    return pool.preparedQuery(GIVE_UP).execute(Tuple.of(webhook, utc(now))).replaceWithVoid();
  }

  /** Where the page before ended. */
  record Before(Instant createdAt, UUID delivery) {}

  /**
   * @param state null for all
   * @param before null on the first page
   */
  Uni<List<WebhookDelivery>> list(UUID webhook, State state, Before before, int most) {
    return pool.preparedQuery(LIST)
        .execute(
            Tuple.tuple()
                .addUUID(webhook)
                .addString(state == null ? null : state.name())
                .addOffsetDateTime(before == null ? null : utc(before.createdAt()))
                .addUUID(before == null ? null : before.delivery())
                .addInteger(most))
        .map(WebhookDeliveries::read);
  }

  private static List<WebhookDelivery> read(RowSet<Row> rows) {
    List<WebhookDelivery> found = new ArrayList<>();
    for (Row row : rows) {
      found.add(WebhookDelivery.of(row));
    }
    return found;
  }

  /**
   * Whatever came of it before.
   *
   * @return fails with {@link NotYours} where there is none
   */
  Uni<Void> again(Place webhook, UUID delivery, Instant now, SqlClient sql) {
    return sql.preparedQuery(AGAIN)
        .execute(
            Tuple.of(
                webhook.board().id(), webhook.school().id(), webhook.webhook(), delivery, utc(now)))
        .invoke(
            changed -> {
              if (changed.rowCount() == 0) {
                throw new NotYours();
              }
            })
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}

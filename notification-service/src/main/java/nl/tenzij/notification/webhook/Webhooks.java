package nl.tenzij.notification.webhook;

import io.smallrye.mutiny.Uni;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;

/** A school's webhooks, a plain table. Secrets are hidden in it with the master key. */
@ApplicationScoped
class Webhooks {

  private static final String COLUMNS =
      "webhook, url, events, secret, earlier_secret, earlier_until, state, reason, created_at";
  private static final String COUNT =
      "select count(*) from webhook where board = $1 and school = $2";
  private static final String ADD =
      """
      insert into webhook (webhook, board, school, url, events, secret, state, created_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, 'ACTIVE', $7, $7)
      """;
  private static final String FIND =
      "select " + COLUMNS + " from webhook where board = $1 and school = $2 and webhook = $3";
  private static final String BY_ID = "select " + COLUMNS + " from webhook where webhook = $1";
  private static final String LIST =
      "select "
          + COLUMNS
          + " from webhook where board = $1 and school = $2"
          + " and (created_at, webhook) > ($3, $4) order by created_at, webhook limit $5";
  private static final String REMOVE =
      "delete from webhook where board = $1 and school = $2 and webhook = $3";
  private static final String RENEW =
      """
      update webhook set earlier_secret = secret, earlier_until = $5, secret = $4, changed_at = $6
      where board = $1 and school = $2 and webhook = $3
      """;
  private static final String DISABLE =
      "update webhook set state = 'DISABLED', reason = $2, changed_at = $3 where webhook = $1";

  private final Vault vault;

  Webhooks(Vault vault) {
    this.vault = vault;
  }

  /** One of a school's. */
  record Place(Board board, School school, UUID webhook) {}

  /** Where the page before ended; the beginning of time on the first page. */
  record After(Instant createdAt, UUID webhook) {}

  Uni<Void> add(
      Place place, NewWebhook asked, Secret secret, int most, Instant now, SqlConnection sql) {
    return sql.preparedQuery(COUNT)
        .execute(Tuple.of(place.board().id(), place.school().id()))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong(0) >= most) {
                throw new Refused("too-many-webhooks", "a school has at most " + most + " of them");
              }
            })
        .chain(
            () ->
                sql.preparedQuery(ADD)
                    .execute(
                        Tuple.tuple()
                            .addUUID(place.webhook())
                            .addString(place.board().id())
                            .addString(place.school().id())
                            .addString(asked.url())
                            .addArrayOfString(
                                asked.events().stream().map(Enum::name).toArray(String[]::new))
                            .addString(hidden(secret, place.webhook()))
                            .addOffsetDateTime(utc(now))))
        .replaceWithVoid();
  }

  /**
   * @return fails with {@link NotYours} where there is none
   */
  Uni<Webhook> get(Place place, Instant now, SqlClient sql) {
    return sql.preparedQuery(FIND)
        .execute(Tuple.of(place.board().id(), place.school().id(), place.webhook()))
        .map(rows -> first(rows, now).orElseThrow(NotYours::new));
  }

  Uni<Optional<Webhook>> find(UUID webhook, Instant now, SqlClient sql) {
    return sql.preparedQuery(BY_ID).execute(Tuple.of(webhook)).map(rows -> first(rows, now));
  }

  Uni<List<Webhook>> list(
      Board board, School school, After after, int most, Instant now, SqlClient sql) {
    return sql.preparedQuery(LIST)
        .execute(Tuple.of(board.id(), school.id(), utc(after.createdAt()), after.webhook(), most))
        .map(rows -> all(rows, now));
  }

  Uni<Void> remove(Place place, SqlClient sql) {
    return sql.preparedQuery(REMOVE)
        .execute(Tuple.of(place.board().id(), place.school().id(), place.webhook()))
        .invoke(Webhooks::demandOne)
        .replaceWithVoid();
  }

  /**
   * @param overlapUntil until when the earlier secret signs too
   */
  Uni<Void> renew(
      Place place, Secret secret, Instant overlapUntil, Instant now, SqlConnection sql) {
    return sql.preparedQuery(RENEW)
        .execute(
            Tuple.of(
                place.board().id(),
                place.school().id(),
                place.webhook(),
                hidden(secret, place.webhook()),
                utc(overlapUntil),
                utc(now)))
        .invoke(Webhooks::demandOne)
        .replaceWithVoid();
  }

  Uni<Void> disable(UUID webhook, Webhook.Reason reason, Instant now, SqlClient sql) {
    return sql.preparedQuery(DISABLE)
        .execute(Tuple.of(webhook, reason.name(), utc(now)))
        .replaceWithVoid();
  }

  private static void demandOne(RowSet<Row> changed) {
    if (changed.rowCount() == 0) {
      throw new NotYours();
    }
  }

  private Optional<Webhook> first(RowSet<Row> rows, Instant now) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(read(rows.iterator().next(), now));
  }

  private List<Webhook> all(RowSet<Row> rows, Instant now) {
    List<Webhook> found = new ArrayList<>();
    for (Row row : rows) {
      found.add(read(row, now));
    }
    return found;
  }

  private Webhook read(Row row, Instant now) {
    UUID webhook = row.getUUID("webhook");
    List<Secret> secrets = new ArrayList<>();
    shown(row.getString("secret"), webhook).ifPresent(secrets::add);
    OffsetDateTime until = row.getOffsetDateTime("earlier_until");
    if (until != null && until.toInstant().isAfter(now)) {
      shown(row.getString("earlier_secret"), webhook).ifPresent(secrets::add);
    }
    String reason = row.getString("reason");
    return new Webhook(
        webhook,
        row.getString("url"),
        events(row.getArrayOfStrings("events")),
        secrets,
        Webhook.State.valueOf(row.getString("state")),
        reason == null ? null : Webhook.Reason.valueOf(reason),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static Set<WebhookEvent> events(String[] names) {
    return Arrays.stream(names).map(WebhookEvent::valueOf).collect(Collectors.toSet());
  }

  private String hidden(Secret secret, UUID webhook) {
    return vault.hide(secret.text(), place(webhook));
  }

  private Optional<Secret> shown(String hidden, UUID webhook) {
    return vault.show(hidden, place(webhook)).map(Secret::new);
  }

  private static String place(UUID webhook) {
    return "webhook " + webhook;
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}

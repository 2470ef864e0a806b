package nl.tenzij.notification.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.MessageEvent;
import nl.tenzij.notification.message.MessageEvent.MessageCancelled;
import nl.tenzij.notification.message.MessageEvent.MessageClaimed;
import nl.tenzij.notification.message.MessageEvent.MessageDeferred;
import nl.tenzij.notification.message.MessageEvent.MessageDelivered;
import nl.tenzij.notification.message.MessageEvent.MessageFailed;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.MessageEvent.MessageOvertaken;
import nl.tenzij.notification.message.MessageEvent.MessagePostponed;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.MessageEvent.MessageRead;
import nl.tenzij.notification.message.MessageEvent.MessageReleased;
import nl.tenzij.notification.message.MessageEvent.MessageSent;
import nl.tenzij.notification.message.MessageEvent.OvertakingAwaited;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;

/**
 * Each message as it stands, for those who ask and for the sender that looks for what is due. Those
 * to and about who is forgotten go.
 */
@ApplicationScoped
public class MessageProjection implements Projection {

  public static final String NAME = "message-view";

  private static final String BEGIN =
      """
      insert into message_view (message, board, school, event, matter, incident, pupil, guardian, channel, urgency,
        template, edition, language, state, reason, attempts, queued_at, due_at, changed_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, $16, $17, $16
      where not is_forgotten($2, $7) and not is_forgotten($2, $8)
      """;

  private static final String CHANGE =
      """
      update message_view set state = $2, reason = $3, due_at = $4, changed_at = $5,
        sent_at = case when $2 = 'SENT' then $5 else sent_at end,
        claim = case when $6 then claim end
      where message = $1
      """;

  private static final String CLAIM =
      """
      update message_view set attempts = attempts + 1, due_at = $2, changed_at = $3, claim = $4 where message = $1
      """;

  private static final String FORGOT_PUPIL =
      "delete from message_view where (board, pupil) in (table forgotten)";

  private static final String FORGOT_GUARDIAN =
      "delete from message_view where (board, guardian) in (table forgotten)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("message_view");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT_PUPIL, FORGOT_GUARDIAN);
  }

  @Override
  public Set<Class<?>> events() {
    return Stream.concat(
            Arrays.stream(MessageEvent.class.getPermittedSubclasses()), Stream.of(Forgot.class))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        event ->
            switch (event.event()) {
              case MessageEvent happened -> apply(event.stream(), happened, sql);
              case Forgot _ -> remove(List.of(event), sql);
              default -> Uni.createFrom().voidItem();
            });
  }

  private static Uni<Void> apply(StreamId stream, MessageEvent event, SqlConnection sql) {
    return switch (event) {
      case MessageQueued queued ->
          begin(stream, queued.notice(), new Standing(Life.QUEUED, null, queued.at()), event, sql);
      case MessageHeld held ->
          begin(
              stream,
              held.notice(),
              new Standing(Life.HELD, held.reason(), held.until()),
              event,
              sql);
      case MessageClaimed claimed ->
          sql.preparedQuery(CLAIM)
              .execute(
                  Tuple.of(stream.id(), utc(claimed.until()), utc(claimed.at()), claimed.claim()))
              .replaceWithVoid();
      case MessagePostponed postponed ->
          change(
              stream, new Standing(Life.HELD, postponed.reason(), postponed.until()), event, sql);
      case MessageReleased released ->
          change(stream, new Standing(Life.QUEUED, null, released.at()), event, sql);
      case MessageDeferred deferred ->
          change(
              stream, new Standing(Life.QUEUED, deferred.reason(), deferred.again()), event, sql);
      case MessageSent _ -> change(stream, new Standing(Life.SENT, null, null), event, sql);
      case MessageDelivered _ ->
          change(stream, new Standing(Life.DELIVERED, null, null), event, sql);
      case MessageRead _ -> change(stream, new Standing(Life.READ, null, null), event, sql);
      case MessageFailed failed ->
          change(stream, new Standing(Life.FAILED, failed.reason(), null), event, sql);
      case MessageCancelled cancelled ->
          change(stream, new Standing(Life.CANCELLED, cancelled.reason(), null), event, sql);
      case OvertakingAwaited _ -> Uni.createFrom().voidItem();
      case MessageOvertaken _ -> Uni.createFrom().voidItem();
    };
  }

  /**
   * @param due when the sender has to look at it, or null where there is nothing left to do
   */
  private record Standing(Life life, Reason reason, Instant due) {
    String why() {
      return reason == null ? null : reason.name();
    }
  }

  private static Uni<Void> begin(
      StreamId stream, Notice notice, Standing standing, MessageEvent event, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addUUID(stream.id())
            .addString(stream.board().id())
            .addString(stream.school().id())
            .addString(notice.event())
            .addString(notice.matter())
            .addString(notice.incident())
            .addString(notice.pupil())
            .addString(notice.guardian())
            .addString(notice.channel().name())
            .addString(notice.urgency().name())
            .addString(notice.text().template())
            .addInteger(notice.text().edition())
            .addString(notice.text().language())
            .addString(standing.life().name())
            .addString(standing.why())
            .addOffsetDateTime(utc(event.at()))
            .addOffsetDateTime(utc(standing.due()));
    return sql.preparedQuery(BEGIN).execute(row).replaceWithVoid();
  }

  /** A lapsed claim outlives being held: what went together before goes together again. */
  private static Uni<Void> change(
      StreamId stream, Standing standing, MessageEvent event, SqlConnection sql) {
    Tuple row =
        Tuple.of(
            stream.id(),
            standing.life().name(),
            standing.why(),
            utc(standing.due()),
            utc(event.at()),
            event instanceof MessagePostponed || event instanceof MessageReleased);
    return sql.preparedQuery(CHANGE).execute(row).replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }
}

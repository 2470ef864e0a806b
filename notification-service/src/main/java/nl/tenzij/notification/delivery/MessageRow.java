package nl.tenzij.notification.delivery;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;
import org.hibernate.annotations.Immutable;

/** A message as the projection keeps it; only read here. */
@Entity
@Immutable
@Table(name = "message_view")
public class MessageRow extends PanacheEntityBase {

  @Id public UUID message;
  public String board;
  public String school;
  public String incident;
  public String pupil;
  public String guardian;

  @Enumerated(EnumType.STRING)
  public Channel channel;

  @Enumerated(EnumType.STRING)
  public Urgency urgency;

  public String template;
  public int edition;
  public String language;

  @Enumerated(EnumType.STRING)
  public Life state;

  @Enumerated(EnumType.STRING)
  public Reason reason;

  public int attempts;

  @Column(name = "queued_at")
  public Instant queuedAt;

  @Column(name = "due_at")
  public Instant dueAt;

  @Column(name = "sent_at")
  public Instant sentAt;

  @Column(name = "changed_at")
  public Instant changedAt;

  /** What limits a list. */
  record Wanted(String board, String school, String field, String value) {
    Parameters parameters() {
      return Parameters.with("board", board).and("school", school).and("value", value);
    }

    String query() {
      return "board = :board and school = :school and " + field + " = :value";
    }
  }

  /** Where the page before ended. */
  record After(Instant queuedAt, UUID message) {}

  static Uni<List<MessageRow>> list(Wanted wanted, List<String> pupils, After after, int most) {
    String query = wanted.query();
    Parameters parameters = wanted.parameters();
    if (pupils != null) {
      // What follows from an incident is theirs to see; what is agreed with a family is not.
      query += " and pupil in :pupils and incident is not null";
      parameters.and("pupils", pupils);
    }
    if (after != null) {
      query += " and (queuedAt > :at or queuedAt = :at and message > :message)";
      parameters.and("at", after.queuedAt()).and("message", after.message());
    }
    PanacheQuery<MessageRow> found = find(query + " order by queuedAt, message", parameters);
    return found.page(0, most).list();
  }
}

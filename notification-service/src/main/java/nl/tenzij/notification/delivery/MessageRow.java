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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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

  private static final List<Life> OUT = Stream.of(Life.values()).filter(Life::isOut).toList();

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

  /** Of what is wanted, what the reader may see. */
  sealed interface Sight {
    /** All of it, but what is about these. */
    record Whole(Set<String> children) implements Sight {}

    /**
     * What is told of these pupils because of an incident: what is agreed with a family is not
     * theirs to see, nor that something was taken back before it was told.
     */
    record OfPupils(List<String> pupils) implements Sight {}

    /** All but what was written with these templates. */
    record Without(Set<String> templates) implements Sight {}

    /** What the guardian was told: not what is on its way, nor what was stopped. */
    record Told() implements Sight {}
  }

  static Uni<List<MessageRow>> list(Wanted wanted, Sight sight, After after, int most) {
    String query = wanted.query();
    Parameters parameters = wanted.parameters();
    switch (sight) {
      case Sight.Whole(Set<String> children) when children.isEmpty() -> {}
      case Sight.Whole(Set<String> children) -> {
        query += " and (pupil is null or pupil not in :children)";
        parameters.and("children", children);
      }
      case Sight.OfPupils(List<String> pupils) -> {
        query += " and pupil in :pupils and incident is not null and state <> :stopped";
        parameters.and("pupils", pupils).and("stopped", Life.CANCELLED);
      }
      case Sight.Without(Set<String> templates) -> {
        query += " and template not in :templates";
        parameters.and("templates", templates);
      }
      case Sight.Told() -> {
        query += " and state in :states";
        parameters.and("states", OUT);
      }
    }
    if (after != null) {
      query += " and (queuedAt > :at or queuedAt = :at and message > :message)";
      parameters.and("at", after.queuedAt()).and("message", after.message());
    }
    PanacheQuery<MessageRow> found = find(query + " order by queuedAt, message", parameters);
    return found.page(0, most).list();
  }
}

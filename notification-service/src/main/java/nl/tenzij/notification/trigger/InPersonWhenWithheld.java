package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.notification.message.MessageEvent.MessageCancelled;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.pupil.Pupils;

/**
 * What was on its way to guardians when the pupil came of age is told to the pupil in person: as it
 * is withheld from them, so that it is told to one of the two and never to both. Of several
 * guardians and channels it is one message. What was on its way to a pupil who turns out not to be
 * of age is told to the informed guardians likewise.
 */
@ApplicationScoped
public class InPersonWhenWithheld implements Policy {

  private final Pupils pupils;
  private final WritingDown writing;
  private final Told told;
  private final Triggers triggers;
  private final GuardiansInstead guardians;

  InPersonWhenWithheld(
      Pupils pupils,
      WritingDown writing,
      Told told,
      Triggers triggers,
      GuardiansInstead guardians) {
    this.pupils = pupils;
    this.writing = writing;
    this.told = told;
    this.triggers = triggers;
    this.guardians = guardians;
  }

  @Override
  public String name() {
    return "in-person-when-withheld";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(MessageCancelled.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
    return event.event() instanceof MessageCancelled withheld
            && withheld.reason() == Reason.NOT_TO_BE_INFORMED
            && isToldInPerson(withheld.notice())
        ? tell(event, withheld.notice(), sql)
        : Uni.createFrom().voidItem();
  }

  private boolean isToldInPerson(Notice notice) {
    return triggers.inPerson().containsKey(notice.text().template());
  }

  private Uni<Void> tell(Recorded<?> withheld, Notice notice, SqlConnection sql) {
    StreamId at = withheld.stream();
    return pupils
        .guardians(at.board(), at.school(), notice.pupil(), sql)
        .map(known -> known.orElse(List.of()))
        .chain(
            known -> {
              if (known.stream().anyMatch(each -> each.is(notice.pupil()))) {
                Notice inPerson = notice.inPerson();
                StreamId stream = Messages.stream(at.board(), at.school(), inPerson);
                return write(stream, withheld, inPerson, sql);
              }
              return notice.toldInPerson()
                  ? guardians.tell(at, notice, known, because(withheld), sql)
                  : Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> write(StreamId stream, Recorded<?> withheld, Notice notice, SqlConnection sql) {
    return writing
        .write(stream, notice, because(withheld), sql)
        .chain(written -> written ? told.add(notice, stream, sql) : Uni.createFrom().voidItem());
  }

  private static Meta because(Recorded<?> withheld) {
    return Messages.because(withheld.id(), withheld.meta().traceparent());
  }
}

package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.pupil.Guardian;
import nl.tenzij.notification.template.Language;

/**
 * Tells the informed guardians what a pupil was to be told in person who is not of age after all.
 * What follows something up goes only to whom that was told.
 */
@ApplicationScoped
class GuardiansInstead {

  private final WritingDown writing;
  private final Told told;
  private final Triggers triggers;
  private final Messages messages;

  GuardiansInstead(WritingDown writing, Told told, Triggers triggers, Messages messages) {
    this.writing = writing;
    this.told = told;
    this.triggers = triggers;
    this.messages = messages;
  }

  /**
   * @param inPerson the message to the pupil
   * @param notice what it tells
   * @param known the pupil's guardians
   */
  Uni<Void> tell(
      StreamId inPerson, Notice notice, List<Guardian> known, Meta because, SqlConnection sql) {
    List<Notice> notices =
        known.stream()
            .filter(Guardian::informed)
            .flatMap(
                each ->
                    triggers.channels(notice.text().template()).stream()
                        .map(
                            channel ->
                                notice.to(
                                    each.guardian(), channel, Language.of(each.language()).tag())))
            .toList();
    return Multi.createFrom()
        .iterable(notices)
        .onItem()
        .transformToUniAndConcatenate(each -> tellOne(inPerson, each, because, sql))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Not whom the same event was told to before the pupil was taken for one of age. */
  private Uni<Void> tellOne(StreamId inPerson, Notice notice, Meta because, SqlConnection sql) {
    return own(inPerson, notice)
        .chain(
            own ->
                own.filter(Message::isToldOrWillBe).isPresent()
                    ? Uni.createFrom().item(false)
                    : isForOne(inPerson, notice, own.isPresent(), sql))
        .chain(
            hears ->
                hears
                    ? write(Messages.streamInstead(inPerson, notice), notice, because, sql)
                    : Uni.createFrom().voidItem());
  }

  /** The message that told this guardian of the event, whatever became of it. */
  private Uni<Optional<Message>> own(StreamId at, Notice notice) {
    return existing(Messages.stream(at.board(), at.school(), notice))
        .chain(
            own ->
                own.isPresent()
                    ? Uni.createFrom().item(own)
                    : existing(Messages.streamOfPupil(at.board(), at.school(), notice)));
  }

  private Uni<Optional<Message>> existing(StreamId message) {
    return messages
        .load(message)
        .map(known -> Optional.of(known).filter(one -> one.version() > 0).map(Loaded::state));
  }

  /**
   * @param own whether this guardian had a message of the same event, that was withheld
   */
  private Uni<Boolean> isForOne(StreamId at, Notice notice, boolean own, SqlConnection sql) {
    Trigger row = triggers.saying(notice.text().template()).orElseThrow();
    if (row.undoes() != null) {
      return wasTold(at, notice, earlier -> earlier.isTelling(row.undoes()), sql);
    }
    return switch (row.audience()) {
      case GUARDIANS, SCHOOL -> Uni.createFrom().item(true);
      // Who was told what it takes back has a message of it by that.
      case TOLD_BEFORE -> Uni.createFrom().item(own);
      case KEPT_INFORMED ->
          own
              ? Uni.createFrom().item(true)
              : wasTold(at, notice, earlier -> !earlier.isTakenBack(), sql);
      case NOBODY -> Uni.createFrom().item(false);
    };
  }

  private Uni<Boolean> wasTold(
      StreamId at, Notice notice, Predicate<Message> what, SqlConnection sql) {
    return told.of(at.board(), at.school(), notice.matter(), sql)
        .onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all))
        .onItem()
        .transformToUniAndConcatenate(message -> messages.load(message).map(Loaded::state))
        .filter(earlier -> earlier.notice().guardian().equals(notice.guardian()))
        .filter(Message::isToldOrWillBe)
        .filter(what)
        .collect()
        .asList()
        .map(earlier -> !earlier.isEmpty());
  }

  private Uni<Void> write(StreamId stream, Notice notice, Meta because, SqlConnection sql) {
    return writing
        .write(stream, notice, because, sql)
        .chain(written -> written ? told.add(notice, stream, sql) : Uni.createFrom().voidItem());
  }
}

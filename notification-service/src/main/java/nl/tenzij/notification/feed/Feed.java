package nl.tenzij.notification.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.contact.Addressee;
import nl.tenzij.notification.contact.Addressee.Barred;
import nl.tenzij.notification.contact.Addressee.Known;
import nl.tenzij.notification.contact.Addressee.Unknown;
import nl.tenzij.notification.contact.Addressee.Unreachable;
import nl.tenzij.notification.contact.Contacts;
import nl.tenzij.notification.letter.Letters;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.template.Language;
import nl.tenzij.notification.template.Templates;
import nl.tenzij.notification.template.Templates.Text;
import nl.tenzij.notification.template.Unwritable;
import nl.tenzij.notification.template.Words;
import nl.tenzij.notification.template.Written;
import nl.tenzij.notification.trigger.Triggers;
import org.jboss.logging.Logger;

/**
 * What lies in the feed of a guardian, or of a pupil who is of age, put into words at the moment of
 * reading, in the language that the guardian reads now. No words and no names are kept.
 */
@ApplicationScoped
public class Feed {

  // What was told in person by mistake, to one of whom the guardians are told, is left out.
  private static final String NEWEST =
      """
      select message, state, sent_at, changed_at from message_view m
      where board = $1 and school = $2 and guardian = $3 and channel = 'PORTAL'
        and state in ('SENT', 'DELIVERED', 'READ')
        and (m.pupil <> $3 or not exists (
          select from pupil p
          where p.board = $1 and p.school = $2 and p.pupil = $3 and p.guardians <> '[]'
            and not p.guardians @> jsonb_build_array(jsonb_build_object('guardian', $3::text))))
        and ($4::timestamptz is null or (sent_at, message) < ($4, $5))
      order by sent_at desc, message desc limit $6
      """;

  private static final Logger LOG = Logger.getLogger(Feed.class);

  private final Pool pool;
  private final Messages messages;
  private final Contacts contacts;
  private final Templates templates;
  private final Map<String, Words> inPerson;
  private final Counter unwritten;

  public Feed(
      Pool pool,
      Messages messages,
      Contacts contacts,
      Templates templates,
      Triggers triggers,
      MeterRegistry metrics) {
    this.pool = pool;
    this.messages = messages;
    this.contacts = contacts;
    this.templates = templates;
    this.inPerson = triggers.inPerson();
    this.unwritten = metrics.counter("tenzij.messages.unwritten");
  }

  /** Whose feed. */
  record Reader(Board board, School school, String guardian) {}

  /** Where the page before ended. */
  record Before(Instant sentAt, UUID message) {}

  /**
   * @param before null on the first page
   */
  Uni<List<FeedRow>> rows(Reader reader, Before before, int most) {
    Tuple parameters =
        Tuple.tuple()
            .addString(reader.board().id())
            .addString(reader.school().id())
            .addString(reader.guardian())
            .addOffsetDateTime(before == null ? null : before.sentAt().atOffset(ZoneOffset.UTC))
            .addUUID(before == null ? null : before.message())
            .addInteger(most);
    return pool.preparedQuery(NEWEST)
        .execute(parameters)
        .map(
            found -> {
              List<FeedRow> rows = new ArrayList<>();
              for (Row row : found) {
                rows.add(FeedRow.of(row));
              }
              return rows;
            });
  }

  /**
   * In words. What the guardian may no longer be told is left out, and so is what is about somebody
   * whom the roster knows no more, and what cannot be put into words.
   *
   * @return fails with a {@link ConnectException} while names cannot be asked for
   */
  Uni<Map<UUID, FeedItem>> written(Reader reader, List<FeedRow> rows) {
    Map<String, Addressee> asked = new HashMap<>();
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> item(reader, row, asked))
        .select()
        .where(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asMap(FeedItem::message);
  }

  private Uni<Optional<FeedItem>> item(Reader reader, FeedRow row, Map<String, Addressee> asked) {
    return messages
        .load(Messages.stream(reader.board(), reader.school(), row.message()))
        .map(loaded -> loaded.state().notice())
        .chain(
            notice ->
                addressee(reader, notice, asked)
                    .map(
                        addressee ->
                            mayRead(addressee)
                                .flatMap(known -> readable(reader, row, notice, known))));
  }

  /** One question per child, however many messages there are. */
  private Uni<Addressee> addressee(Reader reader, Notice notice, Map<String, Addressee> asked) {
    Addressee before = asked.get(notice.pupil());
    return before != null
        ? Uni.createFrom().item(before)
        : contacts
            .ofNow(reader.board(), reader.school(), notice)
            .invoke(answer -> asked.put(notice.pupil(), answer));
  }

  private static Optional<Known> mayRead(Addressee addressee) {
    return switch (addressee) {
      case Known known -> Optional.of(known);
      case Unknown _, Unreachable _, Barred _ -> Optional.empty();
    };
  }

  private static String letter(Reader reader, FeedRow row, Notice notice) {
    if (!Letters.confirms(notice.text().template())) {
      return null;
    }
    String school = "/api/v1/schools/" + reader.school().id();
    return notice.toldInPerson()
        ? "%s/pupils/%s/letters/%s".formatted(school, notice.pupil(), notice.matter())
        : "%s/messages/%s/letter".formatted(school, row.message());
  }

  /** What is told in person is called by its own words. */
  private Notice.Text words(Notice notice, Language language) {
    Words own = notice.toldInPerson() ? inPerson.get(notice.text().template()) : null;
    return own == null
        ? notice.text().in(language.tag())
        : new Notice.Text(own.name(), own.edition(), language.tag());
  }

  /** One that cannot be put into words hides none of the others. */
  private Optional<FeedItem> readable(Reader place, FeedRow row, Notice notice, Known reader) {
    try {
      return Optional.of(item(place, row, notice, reader));
    } catch (Unwritable wordless) {
      LOG.errorf("message %s %s", row.message(), wordless.getMessage());
      unwritten.increment();
      return Optional.empty();
    }
  }

  private FeedItem item(Reader place, FeedRow row, Notice notice, Known reader) {
    Language language = reader.reads(notice);
    Notice.Text words = words(notice, language);
    Written written = templates.write(List.of(new Text(words, reader.names(), notice.period())));
    return new FeedItem(
        row.message(),
        notice.pupil(),
        notice.incident(),
        language.tag(),
        language.direction(),
        written.subject(),
        Templates.paragraphs(written.text().strip()),
        letter(place, row, notice),
        row.state(),
        row.sentAt(),
        row.readAt());
  }
}

package nl.tenzij.notification.trigger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.FollowUp;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.MessageCommand;
import nl.tenzij.notification.message.MessageCommand.CorrectFollowUp;
import nl.tenzij.notification.message.MessageCommand.OvertakeMessage;
import nl.tenzij.notification.message.MessageCommand.WithdrawMessage;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Period;
import nl.tenzij.notification.pupil.Guardian;
import nl.tenzij.notification.pupil.Pupils;
import nl.tenzij.notification.reminder.NobodyToTell;
import nl.tenzij.notification.sending.SendingConfig;
import nl.tenzij.notification.template.Language;
import nl.tenzij.notification.trigger.Announcements.UnderWay;

/**
 * Turns news into messages: one per event, guardian and channel, however often the news comes. All
 * of it happens in the transaction in which the event is recorded as handled; the messages
 * themselves are named after event, guardian and channel (and the pupil, where the event names
 * several), so that doing it twice does it once.
 */
@ApplicationScoped
public class Telling {

  /** What is kept for the end of the day still has to go out by then. */
  private static final Duration SPARE = Duration.ofMinutes(2);

  /** What is told ahead leaves this time at least in which it can turn out to be needless. */
  private static final Duration LEAST = Duration.ofMinutes(15);

  /** The days of a suspension, in news that is of something else. */
  private static final String SINCE = "suspendedFrom";

  private static final String UNTIL = "suspendedUntil";

  /** Why an exemption ended that nobody decided on. */
  private static final String LEFT = "LEFT_SCHOOL";

  private final Triggers triggers;
  private final Pupils pupils;
  private final Waiting waiting;
  private final NobodyToTell nobody;
  private final Told told;
  private final Announcements announcements;
  private final SchoolHours hours;
  private final WritingDown writing;
  private final Messages messages;
  private final SendingConfig sending;
  private final Clock clock;

  public Telling(
      Triggers triggers,
      Pupils pupils,
      Waiting waiting,
      NobodyToTell nobody,
      Told told,
      Announcements announcements,
      SchoolHours hours,
      WritingDown writing,
      Messages messages,
      SendingConfig sending,
      Clock clock) {
    this.triggers = triggers;
    this.pupils = pupils;
    this.waiting = waiting;
    this.nobody = nobody;
    this.told = told;
    this.announcements = announcements;
    this.hours = hours;
    this.writing = writing;
    this.messages = messages;
    this.sending = sending;
    this.clock = clock;
  }

  /** The event types that somebody is told of, or that leave something untold. */
  public Set<String> typesOf(String prefix) {
    return triggers.rows().stream()
        .map(Trigger::event)
        .filter(type -> type.startsWith(prefix))
        .collect(Collectors.toSet());
  }

  public Uni<Void> tell(News news, SqlConnection sql) {
    List<Trigger> matching = triggers.of(news);
    if (matching.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    if (news.namesParticipants()) {
      // It goes to those who were told of it, whosever guardians they are.
      return each(matching, trigger -> follow(trigger, news, List.of(), sql));
    }
    return pupils
        .alone(news.board(), news.school(), news.pupil(), sql)
        .chain(() -> pupils.guardians(news.board(), news.school(), news.pupil(), sql))
        .chain(
            guardians ->
                guardians.isEmpty()
                    ? waiting.add(news, sql)
                    : guardians.get().isEmpty()
                        ? tellNobody(matching, news, sql)
                        : each(matching, trigger -> follow(trigger, news, guardians.get(), sql)));
  }

  /**
   * A decision waits for somebody who can be told, and replaces nothing before; what comes after it
   * waits behind it. Who was told before hears at once what follows that up.
   */
  private Uni<Void> tellNobody(List<Trigger> matching, News news, SqlConnection sql) {
    boolean decided = matching.stream().anyMatch(Trigger::decision);
    return decided
        ? waiting.add(news, patience(), sql).chain(() -> remind(news, sql))
        : each(matching, trigger -> follow(trigger, news, List.of(), sql))
            .chain(() -> waiting.hasAny(news, clock.instant(), sql))
            .chain(
                behind ->
                    behind ? waiting.add(news, patience(), sql) : Uni.createFrom().voidItem());
  }

  /** Somebody else can find out who is to be told: not of the end that came by leaving. */
  private Uni<Void> remind(News news, SqlConnection sql) {
    return triggers.of(news).stream()
        .filter(trigger -> trigger.decision() && !LEFT.equals(news.fact("cause")))
        .findFirst()
        .map(trigger -> nobody.raise(news, UUID.fromString(matter(news)), clock.instant(), sql))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Instant patience() {
    return clock.instant().plus(sending.giveUpAfter());
  }

  /** Once guardians of a pupil are known, what waited for them is told. */
  public Uni<Void> tellWhatWaited(Board board, School school, String pupil, SqlConnection sql) {
    return pupils
        .guardians(board, school, pupil, sql)
        .map(guardians -> guardians.orElse(List.of()))
        .chain(
            guardians ->
                guardians.isEmpty()
                    ? waiting
                        .limit(board, school, pupil, patience(), sql)
                        .chain(news -> each(news, one -> remind(one, sql)))
                    : waiting
                        .take(board, school, pupil, clock.instant(), sql)
                        .call(news -> each(news, one -> tell(one, sql)))
                        .chain(news -> nobody.settle(board, school, matters(news), sql)));
  }

  private Set<UUID> matters(List<News> all) {
    return all.stream()
        .flatMap(news -> triggers.of(news).stream().map(trigger -> news.fact(trigger.matter())))
        .map(UUID::fromString)
        .collect(Collectors.toSet());
  }

  /** News for a whole school: it is told by and by. What it overtakes is told to nobody else. */
  public Uni<Void> announce(News news, long sequence, SqlConnection sql) {
    List<Trigger> matching = triggers.of(news);
    if (matching.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return announcements
        .noPupilOnTheWay(news, sql)
        .chain(
            () ->
                triggers.followsUp(news)
                    ? announcements
                        .stop(matching.getFirst().matter(), news, sequence, sql)
                        .replaceWith(List.<String>of())
                    : replaced(matching, news, sequence, sql))
        .chain(replaced -> announcements.add(news, sequence, replaced, sql));
  }

  private Uni<List<String>> replaced(
      List<Trigger> matching, News news, long sequence, SqlConnection sql) {
    return matching.stream()
        .filter(Trigger::overtakes)
        .findFirst()
        .map(trigger -> announcements.replace(trigger.matter(), news, sequence, sql))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  /**
   * Before a pupil comes to be known here: what is announced meanwhile waits, and is told to those
   * who are known then.
   */
  public Uni<Void> holdAnnouncements(Board board, School school, SqlConnection sql) {
    return announcements.noneNew(board, school, sql);
  }

  /** The next who are to hear of what is announced: pupils, or messages that it follows up. */
  Uni<List<String>> toHear(UnderWay announcement, int most, SqlConnection sql) {
    News news = announcement.news();
    return triggers.followsUp(news)
        ? told.after(matter(news), news, announcement.after(), most, sql)
        : announcements.pupils(announcement, most, sql);
  }

  /**
   * @param who one of those who are to hear of it
   */
  Uni<Void> announce(UnderWay announcement, String who, SqlConnection sql) {
    News news = announcement.news();
    if (!triggers.followsUp(news)) {
      return announce(news.about(who), announcement.replaced(), sql);
    }
    StreamId message = Messages.stream(news.board(), news.school(), UUID.fromString(who));
    return each(triggers.of(news), trigger -> overtake(message, trigger, news));
  }

  private String matter(News news) {
    return news.fact(triggers.of(news).getFirst().matter());
  }

  /**
   * What was announced while this pupil was at school already is told to its guardians too,
   * whichever of the two came to be known here first; behind {@link #holdAnnouncements}.
   *
   * @param sequence the place in the school's history at which the pupil is known
   */
  public Uni<Void> tellWhatWasAnnounced(
      Board board, School school, String pupil, long sequence, SqlConnection sql) {
    return announcements
        .after(board, school, sequence, sql)
        .map(later -> later.stream().filter(news -> !triggers.followsUp(news)).toList())
        .chain(later -> each(later, news -> announce(news.about(pupil), List.of(), sql)));
  }

  /** Tells one pupil's guardians what is announced; those who were told before are not again. */
  private Uni<Void> announce(News news, List<String> replaced, SqlConnection sql) {
    return pupils
        .guardians(news.board(), news.school(), news.pupil(), sql)
        .map(guardians -> guardians.orElse(List.of()))
        .chain(
            guardians ->
                each(
                    triggers.of(news),
                    trigger ->
                        each(
                                earlier(replaced, trigger, guardians, news),
                                message -> withdraw(message, trigger, news))
                            .chain(() -> write(trigger, news, guardians, sql))));
  }

  /** Where these guardians were told of events before, if they were. */
  private static List<StreamId> earlier(
      List<String> events, Trigger trigger, List<Guardian> guardians, News news) {
    return events.stream()
        .flatMap(
            event ->
                guardians.stream()
                    .flatMap(
                        guardian ->
                            trigger.channels().stream()
                                .map(
                                    channel ->
                                        Messages.stream(
                                            news.board(),
                                            news.school(),
                                            event,
                                            guardian.guardian(),
                                            channel))))
        .toList();
  }

  private Uni<Void> follow(
      Trigger trigger, News news, List<Guardian> guardians, SqlConnection sql) {
    return switch (trigger.audience()) {
      case GUARDIANS ->
          withdraw(trigger, news, sql)
              .chain(() -> toHear(trigger, news, guardians, sql))
              .chain(hearing -> write(trigger, news, hearing, sql));
      case TOLD_BEFORE ->
          told.of(news.fact(trigger.matter()), news, sql)
              .chain(earlier -> each(earlier, message -> overtake(message, trigger, news)));
      case KEPT_INFORMED ->
          told.of(news.fact(trigger.matter()), news, sql)
              .chain(earlier -> each(earlier, message -> add(message, trigger, news, sql)));
      case NOBODY -> withdraw(trigger, news, sql);
      // Such news is about no pupil and does not come this way.
      case SCHOOL -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> withdraw(Trigger trigger, News news, SqlConnection sql) {
    return trigger.overtakes()
        ? told.of(news.fact(trigger.matter()), news, sql)
            .chain(earlier -> each(earlier, message -> withdraw(message, trigger, news)))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> withdraw(StreamId message, Trigger trigger, News news) {
    return messages
        .load(message)
        .chain(
            earlier ->
                Optional.of(earlier)
                    .filter(known -> known.version() > 0)
                    .flatMap(known -> trigger.overtaken(known.state()))
                    .map(reason -> new WithdrawMessage(reason, clock.instant()))
                    .map(withdraw -> messages.handle(message, withdraw, because(news)))
                    .map(Uni::replaceWithVoid)
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  /** Looked at anew: a sender may have been quicker than the withdrawal. */
  private Uni<List<Guardian>> toHear(
      Trigger trigger, News news, List<Guardian> guardians, SqlConnection sql) {
    return !trigger.looksBack()
        ? Uni.createFrom().item(guardians)
        : told.of(news.fact(trigger.matter()), news, sql)
            .chain(this::load)
            .map(
                earlier ->
                    guardians.stream()
                        .filter(each -> trigger.isNewsTo(to(each, earlier)))
                        .toList());
  }

  private Uni<List<Message>> load(List<StreamId> all) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(message -> messages.load(message).map(Loaded::state))
        .collect()
        .asList();
  }

  private static List<Message> to(Guardian guardian, List<Message> all) {
    return all.stream()
        .filter(each -> each.notice().guardian().equals(guardian.guardian()))
        .toList();
  }

  private Uni<Void> write(Trigger trigger, News news, List<Guardian> guardians, SqlConnection sql) {
    return hours
        .of(news.board(), news.school(), sql)
        .chain(
            known -> {
              Optional<Instant> soonest = soonest(trigger, news, known);
              return each(
                  notices(trigger, news, guardians, known),
                  notice ->
                      soonest
                          .map(from -> write(notice, news, from, sql))
                          .orElseGet(() -> keep(notice, news, sql)));
            });
  }

  /** From when on it is told; empty where it is left to other news. */
  private Optional<Instant> soonest(Trigger trigger, News news, Hours known) {
    Instant now = clock.instant();
    return trigger.ahead() == null
        ? Optional.of(now)
        : Optional.ofNullable(news.fact(trigger.ahead()))
            .map(Instant::parse)
            .flatMap(other -> known.lastCall(now, other, SPARE, LEAST));
  }

  private static List<Notice> notices(
      Trigger trigger, News news, List<Guardian> guardians, Hours hours) {
    return guardians.stream()
        .filter(each -> trigger.isFor(each, news.pupil()))
        .flatMap(
            guardian ->
                channels(trigger, guardian, news, hours).stream()
                    .map(
                        channel ->
                            new Notice(
                                news.event(),
                                news.fact(trigger.matter()),
                                news.fact("incident"),
                                news.pupil(),
                                guardian.guardian(),
                                channel,
                                trigger.urgency(),
                                words(trigger, guardian),
                                period(news, hours))))
        .toList();
  }

  /** Of pupils no address is known. */
  private static Set<Channel> channels(Trigger trigger, Guardian guardian, News news, Hours hours) {
    return guardian.is(news.pupil()) ? Set.of(Channel.PORTAL) : trigger.channels(hours);
  }

  private static Notice.Text words(Trigger trigger, Guardian guardian) {
    return new Notice.Text(
        trigger.template().name(),
        trigger.template().edition(),
        Language.of(guardian.language()).tag());
  }

  private static Period period(News news, Hours hours) {
    LocalDate from =
        day(news.namesParticipants() ? news.fact("occurredAt") : or(news, "from", SINCE), hours);
    return from == null ? null : new Period(from, day(or(news, "until", UNTIL), hours));
  }

  private static String or(News news, String field, String other) {
    return Optional.ofNullable(news.fact(field)).orElseGet(() -> news.fact(other));
  }

  /**
   * @param told a day, or a moment
   */
  private static LocalDate day(String told, Hours hours) {
    if (told == null) {
      return null;
    }
    return told.contains("T")
        ? hours.day(OffsetDateTime.parse(told).toInstant())
        : LocalDate.parse(told);
  }

  private Uni<Void> write(Notice notice, News news, Instant soonest, SqlConnection sql) {
    StreamId stream = stream(notice, news);
    return writing
        .write(stream, notice, soonest, because(news), sql)
        .chain(written -> written ? told.add(notice, stream, sql) : Uni.createFrom().voidItem());
  }

  /**
   * What was written down when it was still time, by one who was cut off before the event was
   * handled, is known as told: what comes of the matter takes it back.
   */
  private Uni<Void> keep(Notice notice, News news, SqlConnection sql) {
    StreamId stream = stream(notice, news);
    return messages
        .load(stream)
        .chain(
            known ->
                known.version() > 0 ? told.add(notice, stream, sql) : Uni.createFrom().voidItem());
  }

  private static StreamId stream(Notice notice, News news) {
    return news.namesParticipants() && !notice.toldInPerson()
        ? Messages.streamOfPupil(news.board(), news.school(), notice)
        : Messages.stream(news.board(), news.school(), notice);
  }

  private Uni<Void> overtake(StreamId message, Trigger trigger, News news) {
    FollowUp next = followUp(trigger, news);
    MessageCommand command =
        trigger.corrects() == null
            ? new OvertakeMessage(next, clock.instant())
            : new CorrectFollowUp(trigger.corrects(), next, clock.instant());
    return messages.handle(message, command, because(news)).replaceWithVoid();
  }

  /** To whom a message told it, or will, another one tells what came to it. */
  private Uni<Void> add(StreamId message, Trigger trigger, News news, SqlConnection sql) {
    return messages
        .load(message)
        .map(Loaded::state)
        .chain(
            earlier ->
                mayHearMore(earlier, news)
                    ? hours
                        .of(news.board(), news.school(), sql)
                        .chain(
                            known ->
                                write(
                                    next(earlier.notice(), trigger, news, known),
                                    news,
                                    clock.instant(),
                                    sql))
                    : Uni.createFrom().voidItem());
  }

  /**
   * Who turns out not to have done it is told that, and by other news; and of what was taken back
   * nothing stays as it was.
   */
  private static boolean mayHearMore(Message earlier, News news) {
    boolean told = earlier.life() != Life.CANCELLED && earlier.life() != Life.FAILED;
    return told
        && (!news.namesParticipants()
            || (!earlier.isTakenBack() && news.isOffender(earlier.notice().pupil())));
  }

  private static Notice next(Notice earlier, Trigger trigger, News news, Hours hours) {
    Notice next = earlier.followedBy(followUp(trigger, news)).as(trigger.urgency());
    Period said = period(news, hours);
    return said == null ? next : next.on(said);
  }

  private static FollowUp followUp(Trigger trigger, News news) {
    return new FollowUp(news.event(), trigger.template().name(), trigger.template().edition());
  }

  private static Meta because(News news) {
    return Messages.because(UUID.fromString(news.event()), news.traceparent());
  }

  private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> one) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(one::apply)
        .collect()
        .last()
        .replaceWithVoid();
  }
}

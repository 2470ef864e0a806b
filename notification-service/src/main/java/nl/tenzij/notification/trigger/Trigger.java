package nl.tenzij.notification.trigger;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.notification.hours.Hours;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.pupil.Guardian;
import nl.tenzij.notification.template.Words;

/**
 * One line of the table that says which event makes which message.
 *
 * @param event the published type, such as {@code nl.tenzij.sanction.imposed.v1}
 * @param where for each field of the event that matters here, the values that match; of a field
 *     with several, one is enough
 * @param unless for each field of the event that matters here, the values that do not match; an
 *     event without the field does
 * @param matter the event's field that names what it is about
 * @param template the words; null where nobody is told, as then are all that say how
 * @param inPerson what the same is called in words to the pupil, who is told in person once of age;
 *     null where guardians alone are told
 * @param push what a school's policy calls news of this kind, where it goes by mail only if the
 *     policy says that it may come by itself; null where it does in any case
 * @param replaces the templates of what need not be told any more of the same matter, where it was
 *     not told yet: this says all of it that is to be known
 * @param once whether who was told the same of the same matter is not told again
 * @param ahead the event's field that says when other news would tell it; told by this only where
 *     that would be in quiet hours and this can be kept for a while, as late as they let it. Null
 *     where it is told in any case
 * @param undoes the template of what this takes back, or null; who heard of neither is told neither
 * @param corrects for those who were told of the matter before, the template of what they were told
 *     since and which was wrong: only who was told that last hears this. Null where who was told
 *     nothing since hears it
 * @param decision whether it is a decision on the pupil, to which one may object (any measure that
 *     was imposed, what is decided on an exemption), or the end of one by the roster's word: where
 *     no tie of a guardian is known, such a message waits as long as any other
 */
public record Trigger(
    String event,
    Map<String, Set<String>> where,
    Map<String, Set<String>> unless,
    String matter,
    Audience audience,
    Words template,
    Words inPerson,
    Urgency urgency,
    Set<Channel> channels,
    String push,
    Set<String> replaces,
    String undoes,
    boolean once,
    String ahead,
    String corrects,
    boolean decision) {

  public Trigger {
    where = where == null ? Map.of() : Map.copyOf(where);
    unless = unless == null ? Map.of() : Map.copyOf(unless);
    replaces = replaces == null ? Set.of() : Set.copyOf(replaces);
    channels = channels == null ? Set.of() : Set.copyOf(channels);
  }

  boolean matches(News news) {
    return event.equals(news.type())
        && where.entrySet().stream().allMatch(field -> hasOneOf(field, news))
        && unless.entrySet().stream().noneMatch(field -> hasOneOf(field, news));
  }

  private static boolean hasOneOf(Map.Entry<String, Set<String>> field, News news) {
    return !Collections.disjoint(field.getValue(), news.facts(field.getKey()));
  }

  /** Whether it changes what is still to be told of the same matter. */
  boolean overtakes() {
    return undoes != null || !replaces.isEmpty();
  }

  /**
   * Why a message on the same matter need not be told any more, where it is not out; empty where it
   * goes beside this. What is undone goes too once it was tried: then hours have passed in which it
   * held.
   */
  public Optional<Reason> overtaken(Message earlier) {
    String told = earlier.notice().text().template();
    if (replaces.contains(told)) {
      return Optional.of(Reason.REPLACED);
    }
    return told.equals(undoes) && earlier.isHeldUntried()
        ? Optional.of(Reason.REVOKED)
        : Optional.empty();
  }

  /** Whether it matters what guardians were told before. */
  boolean looksBack() {
    return once || undoes != null;
  }

  /**
   * Whether a guardian has to hear this, who was told so on the same matter. Not what undoes what
   * the guardian did not hear, unless the last that the guardian did hear is the same.
   */
  public boolean isNewsTo(List<Message> earlier) {
    if (once && lastTold(template.name(), earlier).isPresent()) {
      return false;
    }
    boolean unheard = earlier.stream().anyMatch(each -> each.isTelling(undoes) && each.isRevoked());
    Optional<Instant> undone = lastTold(undoes, earlier);
    Optional<Instant> since = lastTold(template.name(), earlier);
    return !unheard
        || undone.isPresent() && since.filter(moment -> moment.isAfter(undone.get())).isEmpty();
  }

  private static Optional<Instant> lastTold(String what, List<Message> earlier) {
    return earlier.stream()
        .filter(each -> each.isTelling(what) && each.isToldOrWillBe())
        .map(Message::written)
        .max(Comparator.naturalOrder());
  }

  /** Whether somebody who is told of the pupil hears this: not the pupil, what is for homes. */
  boolean isFor(Guardian told, String pupil) {
    return told.informed() && (inPerson != null || !told.is(pupil));
  }

  /** Through which channels a school that writes to guardians in this way tells it. */
  Set<Channel> channels(Hours hours) {
    if (push == null || hours.pushes(push)) {
      return channels;
    }
    Set<Channel> quietly = EnumSet.copyOf(channels);
    quietly.remove(Channel.EMAIL);
    return quietly;
  }
}

package nl.tenzij.local.day;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.tenzij.components.Mail;

/**
 * When a sender of mail, or the database in which it notes what it sent, was away. Only a mail that
 * went out about then may go out again.
 */
final class Deaths {

  private static final Set<String> OF_SENDING =
      Set.of("notification-service", WholeSystem.DATABASE);

  /** From when a mail is made until it is noted as sent, on a machine that has much to do. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(45);

  private final List<Away> all = new CopyOnWriteArrayList<>();

  private record Away(Instant from, Instant until) {

    boolean coversAbout(Instant moment) {
      return moment.isAfter(from.minus(UNDER_WAY)) && moment.isBefore(until.plus(UNDER_WAY));
    }
  }

  /** Who died when, and was there again when. */
  void add(String who, Instant from, Instant until) {
    if (OF_SENDING.contains(who)) {
      all.add(new Away(from, until));
    }
  }

  /** Mails of which one like it went out before. */
  static int again(List<Mail> mails) {
    return mails.size() - EndState.once(mails).size();
  }

  /** Those that went out again though the one before had no reason to be forgotten, a line each. */
  List<String> unexplained(List<Mail> mails) {
    Map<String, List<Instant>> sent = new TreeMap<>();
    for (Mail mail : mails) {
      sent.computeIfAbsent(mail.to() + ' ' + header(mail, "Message-ID"), _ -> new ArrayList<>())
          .add(moment(mail));
    }
    List<String> unexplained = new ArrayList<>();
    sent.forEach(
        (mail, moments) -> {
          moments.sort(Comparator.naturalOrder());
          moments.subList(0, moments.size() - 1).stream()
              .filter(before -> all.stream().noneMatch(away -> away.coversAbout(before)))
              .forEach(before -> unexplained.add(mail + " went out at " + before + " and again"));
        });
    return unexplained;
  }

  /** Of the machine's clock, not of the day's. */
  private static Instant moment(Mail mail) {
    String date = header(mail, "Date").replaceAll("\\s*\\(.*\\)", "");
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static String header(Mail mail, String name) {
    return mail.source()
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.regionMatches(true, 0, name + ':', 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a mail without " + name));
  }
}

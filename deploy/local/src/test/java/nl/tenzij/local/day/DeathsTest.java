package nl.tenzij.local.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import nl.tenzij.components.Mail;
import org.junit.jupiter.api.Test;

/** A day's mails, and which of them came again without a reason. */
class DeathsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final DateTimeFormatter AS_MAILS_HAVE_IT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z '(UTC)'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Deaths deaths = new Deaths();

  @Test
  void eachOnceNeedsNoReason() {
    List<Mail> mails =
        List.of(mail("piet", "a", NOON), mail("els", "a", NOON), mail("piet", "b", NOON));

    assertThat(deaths.unexplained(mails)).isEmpty();
    assertThat(Deaths.again(mails)).isZero();
  }

  @Test
  void twoSendersThatBothCarryAMailAreFound() {
    deaths.add("broker", NOON, NOON.plusSeconds(5));
    deaths.add("notification-service", NOON.minusSeconds(600), NOON.minusSeconds(590));
    List<Mail> mails = List.of(mail("piet", "a", NOON), mail("piet", "a", NOON));

    assertThat(deaths.unexplained(mails))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("piet@", "<a@", "12:00:00Z"));
    assertThat(Deaths.again(mails)).isEqualTo(1);
  }

  @Test
  void whatItsSenderCouldNotNoteAnyMoreGoesAgain() {
    deaths.add("notification-service", NOON.plusSeconds(2), NOON.plusSeconds(12));
    deaths.add("database", NOON.plusSeconds(150), NOON.plusSeconds(155));
    List<Mail> mails =
        List.of(
            mail("piet", "a", NOON.plusSeconds(400)),
            mail("piet", "a", NOON),
            mail("piet", "a", NOON.plusSeconds(160)));

    assertThat(deaths.unexplained(mails)).isEmpty();
    assertThat(Deaths.again(mails)).isEqualTo(2);
  }

  @Test
  void butNotForEver() {
    deaths.add("database", NOON, NOON.plusSeconds(5));
    List<Mail> mails =
        List.of(
            mail("piet", "a", NOON.plusSeconds(1)),
            mail("piet", "a", NOON.plusSeconds(130)),
            mail("piet", "a", NOON.plusSeconds(260)));

    assertThat(deaths.unexplained(mails)).hasSize(1);
  }

  private static Mail mail(String guardian, String id, Instant sent) {
    String source =
        "Date: %s\r\nMessage-ID: <%s@tenzij.example>\r\n\r\nDate: never\r\n"
            .formatted(AS_MAILS_HAVE_IT.format(sent), id);
    return new Mail("school", guardian + "@example.org", "News", "", "", source);
  }
}

package nl.tenzij.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import nl.tenzij.components.ComponentFailed;
import nl.tenzij.components.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
  @TempDir private Path home;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void showsAMailThatAnEarlierRunKept() {
    new Mailbox(home.resolve("mails")).keep(mail("fatma@example.org", "Merhaba Fatma Yılmaz"));
    new Mailbox(home.resolve("mails")).keep(mail("piet@example.org", "Beste Piet de Boer"));
    var mailbox = new Mailbox(home.resolve("mails"));

    mailbox.list(out);
    mailbox.show("1", out);

    assertThat(written.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "   1  fatma@example.org        Okuldan önemli mesaj",
            "   2  piet@example.org         Okuldan önemli mesaj",
            "From:    school@example.org",
            "To:      fatma@example.org",
            "Merhaba Fatma Yılmaz")
        .doesNotContain("Beste");
    assertThat(mailbox.all()).extracting(Mail::text).allMatch(text -> !text.isBlank());
  }

  @Test
  void anAddressThatIsNoFileNameLeadsNowhereElse() {
    var mailbox = new Mailbox(home.resolve("mails"));

    mailbox.keep(mail("../../keys/x@example.org", "text"));

    assertThat(mailbox.all()).hasSize(1);
    assertThat(home).isDirectoryNotContaining(file -> !file.endsWith("mails"));
  }

  @Test
  void saysThatThereIsNoneYetOrNoSuchOne() {
    var mailbox = new Mailbox(home.resolve("mails"));

    mailbox.list(out);

    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("No mail has come in yet.\n");
    assertThatThrownBy(() -> mailbox.show("7", out))
        .isInstanceOf(ComponentFailed.class)
        .hasMessage("There is no mail 7: ./run mails lists them.");
  }

  private static Mail mail(String to, String text) {
    var source =
        """
        From: school@example.org
        To: someone
        Subject: =?UTF-8?Q?Okuldan_=C3=B6nemli_mesaj?=
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 8bit

        %s
        """
            .formatted(text);
    return new Mail("school@example.org", to, "Okuldan önemli mesaj", text, "", source);
  }
}

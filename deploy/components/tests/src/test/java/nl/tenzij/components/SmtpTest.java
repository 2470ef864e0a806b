package nl.tenzij.components;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SmtpTest {
  private final TestStack stack = TestStack.shared();

  @Test
  void showsBothPartsOfAMailInAnyScriptToWhoeverAsksForItsRecipient() throws Exception {
    send("fatma@example.org", "Telefon hakkında bir mesaj", "Sayın veli", "<p>رسالة</p>");
    send("ali@example.org", "Een bericht", "Beste ouder", "<p>Beste ouder</p>");

    var mails = stack.mails("fatma@example.org");

    assertThat(mails).hasSize(1);
    assertThat(mails.getFirst().from()).isEqualTo("school@example.org");
    assertThat(mails.getFirst().to()).isEqualTo("fatma@example.org");
    assertThat(mails.getFirst().subject()).isEqualTo("Telefon hakkında bir mesaj");
    assertThat(mails.getFirst().text()).contains("Sayın veli");
    assertThat(mails.getFirst().html()).contains("رسالة");
    assertThat(mails.getFirst().source()).contains("From: school@example.org");
    assertThat(stack.mails()).hasSizeGreaterThanOrEqualTo(2);
  }

  private void send(String to, String subject, String text, String html) throws Exception {
    var settings = new Properties();
    settings.setProperty("mail.smtp.host", stack.smtpHost());
    settings.setProperty("mail.smtp.port", Integer.toString(stack.smtpPort()));
    var message = new MimeMessage(Session.getInstance(settings));
    message.setFrom(new InternetAddress("school@example.org"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, "UTF-8");
    var parts = new MimeMultipart("alternative");
    parts.addBodyPart(part(text, "text/plain; charset=UTF-8"));
    parts.addBodyPart(part(html, "text/html; charset=UTF-8"));
    message.setContent(parts);
    Transport.send(message);
  }

  private static MimeBodyPart part(String content, String type) throws Exception {
    var part = new MimeBodyPart();
    part.setContent(content, type);
    return part;
  }
}

package nl.tenzij.components;

import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Mails as they travel, and as they are kept in {@code .eml} files (RFC 5322). */
public final class Eml {
  private Eml() {}

  /**
   * @param to the recipient that the envelope named, which the file does not hold
   */
  public static Mail read(Path file, String to) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return mail(new MimeMessage(Session.getInstance(new Properties()), in), to);
    } catch (MessagingException e) {
      throw new IOException(file + " is no mail", e);
    }
  }

  static Mail mail(MimeMessage message, String to) throws MessagingException {
    try {
      var from = message.getFrom();
      return new Mail(
          from == null ? "" : ((InternetAddress) from[0]).getAddress(),
          to,
          Optional.ofNullable(message.getSubject()).orElse(""),
          part(message, "text/plain").orElse(""),
          part(message, "text/html").orElse(""),
          GreenMailUtil.getWholeMessage(message));
    } catch (IOException e) {
      throw new MessagingException("unreadable mail", e);
    }
  }

  private static Optional<String> part(Part part, String type)
      throws MessagingException, IOException {
    if (part.isMimeType(type) && part.getContent() instanceof String content) {
      return Optional.of(content);
    }
    if (part.getContent() instanceof Multipart parts) {
      for (var inner : inner(parts)) {
        var found = part(inner, type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static List<BodyPart> inner(Multipart parts) throws MessagingException {
    var inner = new ArrayList<BodyPart>();
    for (var i = 0; i < parts.getCount(); i++) {
      inner.add(parts.getBodyPart(i));
    }
    return inner;
  }
}

package nl.tenzij.components;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A mail server that takes everything for everyone, keeps it in memory, and passes nothing on. */
public final class Smtp implements AutoCloseable {
  private static final long START_MILLIS = 30_000;

  private final GreenMail server;
  private final List<Mail> received = new CopyOnWriteArrayList<>();
  private final int port;

  private Smtp(GreenMail server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts the server; the listener is told of each mail as it arrives. */
  public static Smtp start(int port, Consumer<Mail> listener) {
    var setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(START_MILLIS);
    var smtp = new Smtp(new GreenMail(setup), port);
    smtp.server.start();
    smtp.server
        .getUserManager()
        .setMessageDeliveryHandler((message, to) -> smtp.take(message, to, listener));
    return smtp;
  }

  public int port() {
    return port;
  }

  /** Everything received, oldest first. */
  public List<Mail> mails() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop();
  }

  private GreenMailUser take(MovingMessage message, MailAddress to, Consumer<Mail> listener)
      throws MessagingException, UserException {
    var mail = mail(message.getMessage(), to.getEmail());
    received.add(mail);
    listener.accept(mail);
    var users = server.getUserManager();
    var known = users.getUserByEmail(to.getEmail());
    return known != null ? known : users.createUser(to.getEmail(), to.getEmail(), to.getEmail());
  }

  private static Mail mail(MimeMessage message, String to) throws MessagingException {
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

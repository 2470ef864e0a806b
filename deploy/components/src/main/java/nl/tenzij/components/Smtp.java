package nl.tenzij.components;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.util.function.Consumer;

/** A mail server that takes everything for everyone, keeps nothing, and passes nothing on. */
public final class Smtp implements AutoCloseable {
  private static final long START_MILLIS = 30_000;

  private final GreenMail server;
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

  @Override
  public void close() {
    server.stop();
  }

  private GreenMailUser take(MovingMessage message, MailAddress to, Consumer<Mail> listener)
      throws MessagingException, UserException {
    forgetThoseBefore();
    listener.accept(Eml.mail(message.getMessage(), to.getEmail()));
    var users = server.getUserManager();
    var known = users.getUserByEmail(to.getEmail());
    return known != null ? known : users.createUser(to.getEmail(), to.getEmail(), to.getEmail());
  }

  /** The library keeps every mail in memory for readers of mailboxes, of which there are none. */
  private void forgetThoseBefore() throws MessagingException {
    try {
      server.purgeEmailFromAllMailboxes();
    } catch (FolderException e) {
      throw new MessagingException("a mailbox could not be emptied", e);
    }
  }
}

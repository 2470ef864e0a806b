package nl.tenzij.notification.sending;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Set;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.contact.Addressee;
import nl.tenzij.notification.contact.Addressee.Barred;
import nl.tenzij.notification.contact.Addressee.Reachable;
import nl.tenzij.notification.contact.Addressee.Unknown;
import nl.tenzij.notification.contact.Addressee.Unreachable;
import nl.tenzij.notification.contact.Contacts;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.sending.Handover.Accepted;
import nl.tenzij.notification.sending.Handover.Later;
import nl.tenzij.notification.sending.Handover.Refused;
import nl.tenzij.notification.sending.Handover.Withheld;
import nl.tenzij.notification.template.Templates;
import nl.tenzij.notification.template.Written;
import org.jboss.logging.Logger;

/** Mail by SMTP: one guardian per mail, so that no one sees another's address. */
@ApplicationScoped
public class MailCarrier implements Carrier {

  private static final Logger LOG = Logger.getLogger(MailCarrier.class);

  /**
   * RFC 5321 replies that are about this recipient or mail and stay. Other permanent ones (530,
   * 535) speak of us and are mended by an operator: those mails wait.
   */
  private static final Set<Integer> ABOUT_THIS_MAIL = Set.of(550, 551, 553, 554);

  private final Contacts contacts;
  private final Templates templates;
  private final ReactiveMailer mailer;
  private final SendingConfig config;

  public MailCarrier(
      Contacts contacts, Templates templates, ReactiveMailer mailer, SendingConfig config) {
    this.contacts = contacts;
    this.templates = templates;
    this.mailer = mailer;
    this.config = config;
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public Uni<Handover> carry(StreamId message, Notice notice) {
    return contacts
        .of(message.board(), message.school(), notice)
        .chain(addressee -> send(message, notice, addressee));
  }

  private Uni<Handover> send(StreamId message, Notice notice, Addressee addressee) {
    return switch (addressee) {
      case Reachable reachable -> send(message, notice, reachable);
      case Unknown unknown -> Uni.createFrom().item(new Later(unknown.reason()));
      case Unreachable unreachable -> Uni.createFrom().item(new Refused(unreachable.reason()));
      case Barred barred -> Uni.createFrom().item(new Withheld(barred.reason()));
    };
  }

  private Uni<Handover> send(StreamId message, Notice notice, Reachable to) {
    String id = messageId(message);
    Written written = templates.write(notice.text(), to.names(), notice.period());
    Mail mail =
        Mail.withText(to.email(), written.subject(), written.text())
            .setHtml(written.html())
            .setFrom(config.from())
            .addHeader("Message-ID", id)
            .addHeader("Content-Language", notice.text().language())
            // Keeps out-of-office answers away (RFC 3834).
            .addHeader("Auto-Submitted", "auto-generated");
    return mailer
        .send(mail)
        .ifNoItem()
        .after(config.carrierTimeout())
        .fail()
        .replaceWith((Handover) new Accepted(id))
        .onFailure(MailCarrier::isOfTheMailServer)
        .recoverWithItem(MailCarrier::refusedOrAway)
        // What the mailer says of an address that is none.
        .onFailure(IllegalArgumentException.class)
        .recoverWithItem(new Refused(Reason.NO_ADDRESS));
  }

  /**
   * Always the same for the same message: a mail that goes out twice because of a crash between the
   * mail server's yes and our own record of it can be told to be the same one.
   */
  private String messageId(StreamId message) {
    String from = config.from();
    String domain = from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
    return '<' + message.id().toString() + '@' + domain + '>';
  }

  private static boolean isOfTheMailServer(Throwable failure) {
    return failure instanceof NoStackTraceThrowable
        || failure instanceof VertxException
        || failure instanceof IOException
        || failure instanceof TimeoutException;
  }

  private static Handover refusedOrAway(Throwable failure) {
    if (failure instanceof SMTPException answer
        && ABOUT_THIS_MAIL.contains(answer.getReplyCode())) {
      LOG.warnf("the mail server refused a mail: reply code %d", answer.getReplyCode());
      return new Refused(Reason.MAIL_REFUSED);
    }
    LOG.warnf("the mail server is away: %s", failure.getClass().getSimpleName());
    return new Later(Reason.MAIL_SERVER_AWAY);
  }
}

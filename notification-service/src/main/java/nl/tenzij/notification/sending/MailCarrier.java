package nl.tenzij.notification.sending;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.contact.Addressee;
import nl.tenzij.notification.contact.Addressee.Barred;
import nl.tenzij.notification.contact.Addressee.Known;
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
import nl.tenzij.notification.template.Templates.Text;
import nl.tenzij.notification.template.Written;
import org.jboss.logging.Logger;

/**
 * Mail by SMTP: one guardian per mail, so that no one sees another's address. What goes to a
 * guardian at the same time is one mail.
 */
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
  public Uni<Map<StreamId, Handover>> carry(List<Parcel> together) {
    Map<String, Addressee> asked = new HashMap<>();
    return Multi.createFrom()
        .iterable(together)
        .onItem()
        .transformToUniAndConcatenate(parcel -> addressed(parcel, asked))
        .collect()
        .asList()
        .chain(this::send);
  }

  private record Addressed(Parcel parcel, Addressee addressee) {}

  /** A message of the mail that is made. */
  private record Part(Parcel parcel, Known to) {}

  /**
   * Each child for itself: who may be told of one may not be told of every other. All is for one
   * guardian, so one question per child will do.
   */
  private Uni<Addressed> addressed(Parcel parcel, Map<String, Addressee> asked) {
    StreamId message = parcel.message();
    Addressee before = asked.get(parcel.notice().pupil());
    Uni<Addressee> answer =
        before != null
            ? Uni.createFrom().item(before)
            : contacts
                .of(message.board(), message.school(), parcel.notice())
                .invoke(found -> asked.put(parcel.notice().pupil(), found));
    return answer.map(addressee -> new Addressed(parcel, addressee));
  }

  private Uni<Map<StreamId, Handover>> send(List<Addressed> all) {
    Map<StreamId, Handover> handovers = new HashMap<>();
    List<Part> parts = new ArrayList<>();
    for (Addressed each : all) {
      StreamId message = each.parcel().message();
      switch (each.addressee()) {
        case Known known when known.email() == null || known.email().isBlank() ->
            handovers.put(message, new Refused(Reason.NO_ADDRESS));
        case Known known -> parts.add(new Part(each.parcel(), known));
        case Unknown unknown -> handovers.put(message, new Later(unknown.reason()));
        case Unreachable not -> handovers.put(message, new Refused(not.reason()));
        case Barred barred -> handovers.put(message, new Withheld(barred.reason()));
      }
    }
    if (parts.isEmpty()) {
      return Uni.createFrom().item(handovers);
    }
    return mail(parts, messageId(all))
        .map(
            handover -> {
              parts.forEach(part -> handovers.put(part.parcel().message(), handover));
              return handovers;
            });
  }

  private Uni<Handover> mail(List<Part> parts, String id) {
    Written written = templates.write(texts(parts));
    Mail mail =
        Mail.withText(parts.getFirst().to().email(), written.subject(), written.text())
            .setHtml(written.html())
            .setFrom(config.from())
            .addHeader("Message-ID", id)
            .addHeader("Content-Language", written.language())
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
   * In the language that the guardian reads now: it may be days ago that they were written down.
   */
  private static List<Text> texts(List<Part> parts) {
    Part first = parts.getFirst();
    String language = first.to().reads(first.parcel().notice()).tag();
    return parts.stream().map(part -> text(part, language)).toList();
  }

  private static Text text(Part part, String language) {
    Notice notice = part.parcel().notice();
    return new Text(notice.text().in(language), part.to().names(), notice.period());
  }

  /**
   * Always the same for messages that go together, whatever became of the guardian's right to one
   * of them meanwhile: a mail that goes out twice because of a crash between the mail server's yes
   * and our own record of it can be told to be the same one.
   */
  private String messageId(List<Addressed> together) {
    List<String> ids =
        together.stream().map(each -> each.parcel().message().id().toString()).sorted().toList();
    String id =
        ids.size() == 1
            ? ids.getFirst()
            : UUID.nameUUIDFromBytes(String.join("\n", ids).getBytes(StandardCharsets.US_ASCII))
                .toString();
    String from = config.from();
    String domain = from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
    return '<' + id + '@' + domain + '>';
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
    return new Later(isNotTaken(failure) ? Reason.MAIL_SERVER_AWAY : Reason.MAIL_SERVER_SILENT);
  }

  /** It was not reached or said no: it does not have the mail. */
  private static boolean isNotTaken(Throwable failure) {
    return failure instanceof SMTPException
        || failure instanceof ConnectException
        || failure instanceof UnknownHostException;
  }
}

package nl.tenzij.notification.sending;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.pupil.Guardian;
import nl.tenzij.notification.pupil.Pupils;
import nl.tenzij.notification.sending.Handover.Accepted;
import nl.tenzij.notification.sending.Handover.Later;
import nl.tenzij.notification.sending.Handover.Withheld;

/**
 * The feed in the portal: from here on the guardian finds the message there. It is written in words
 * when it is read, so nothing leaves the house now.
 */
@ApplicationScoped
public class PortalCarrier implements Carrier {

  private static final String CARRIED = "portal";

  private final Pupils pupils;
  private final Pool pool;

  public PortalCarrier(Pupils pupils, Pool pool) {
    this.pupils = pupils;
    this.pool = pool;
  }

  @Override
  public Channel channel() {
    return Channel.PORTAL;
  }

  @Override
  public Uni<Map<StreamId, Handover>> carry(List<Parcel> together) {
    return Multi.createFrom()
        .iterable(together)
        .onItem()
        .transformToUniAndConcatenate(
            parcel -> laidOut(parcel).map(handover -> Map.entry(parcel.message(), handover)))
        .collect()
        .asList()
        .map(all -> all.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private Uni<Handover> laidOut(Parcel parcel) {
    StreamId message = parcel.message();
    return pupils
        .guardians(message.board(), message.school(), parcel.notice().pupil(), pool)
        .map(guardians -> handover(guardians.orElse(List.of()), parcel.notice()));
  }

  private static Handover handover(List<Guardian> guardians, Notice notice) {
    Optional<Guardian> reader =
        guardians.stream().filter(each -> each.guardian().equals(notice.guardian())).findFirst();
    boolean ofAge = guardians.stream().anyMatch(each -> each.is(notice.pupil()));
    if (reader.isEmpty() && (ofAge || notice.toldInPerson() && !guardians.isEmpty())) {
      // It is for the pupil now, or was by mistake.
      return new Withheld(Reason.NOT_TO_BE_INFORMED);
    }
    if (reader.isEmpty()) {
      // A message is in the log before what led to it is committed, so the tie may be on its way.
      return new Later(Reason.NO_LONGER_KNOWN);
    }
    return reader.get().informed()
        ? new Accepted(CARRIED)
        : new Withheld(Reason.NOT_TO_BE_INFORMED);
  }
}

package nl.tenzij.notification.sending;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Notice;

/** Takes messages of one channel out of the house. */
public interface Carrier {

  Channel channel();

  /**
   * Called outside any transaction; may be called again for a message after a crash.
   *
   * @param together messages to one guardian, in one language, that go as one
   * @return what came of each of them
   */
  Uni<Map<StreamId, Handover>> carry(List<Parcel> together);

  /** A message on its way. */
  record Parcel(StreamId message, Notice notice) {}
}

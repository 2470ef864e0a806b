package nl.tenzij.notification.sending;

import io.smallrye.mutiny.Uni;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Notice;

/** Takes messages of one channel out of the house. */
public interface Carrier {

  Channel channel();

  /** Called outside any transaction; may be called again for a message after a crash. */
  Uni<Handover> carry(StreamId message, Notice notice);
}

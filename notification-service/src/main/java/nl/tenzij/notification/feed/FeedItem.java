package nl.tenzij.notification.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.notification.message.Life;

/**
 * A message as its guardian reads it.
 *
 * @param incident the incident behind it; absent where there is none
 * @param language of the words, BCP 47
 * @param direction {@code ltr} or {@code rtl}
 * @param paragraphs in order; a line end within one is a line end
 * @param letter where the head's letter is, as a PDF; absent where there is none
 * @param state {@code SENT} until a receipt says that it was read
 * @param readAt absent until then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FeedItem(
    UUID message,
    String pupil,
    String incident,
    String language,
    String direction,
    String subject,
    List<String> paragraphs,
    String letter,
    Life state,
    Instant sentAt,
    Instant readAt) {

  @Override
  public String toString() {
    return "FeedItem[withheld]";
  }
}

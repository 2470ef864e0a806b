package nl.tenzij.notification.feed;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.notification.feed.Feed.Before;
import nl.tenzij.notification.feed.Feed.Reader;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.MessageCommand.RecordReading;
import nl.tenzij.notification.message.Messages;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The own messages of a guardian, or of a pupil who is of age, in words. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/schools/{school}/feed")
@Tag(name = "feed", description = "The own messages of a guardian, or a pupil of age, in words.")
public class FeedResource {

  private final Caller caller;
  private final Feed feed;
  private final Messages messages;
  private final Commands commands;
  private final Consistency consistency;
  private final Clock clock;

  FeedResource(
      Caller caller,
      Feed feed,
      Messages messages,
      Commands commands,
      Consistency consistency,
      Clock clock) {
    this.caller = caller;
    this.feed = feed;
    this.messages = messages;
    this.commands = commands;
    this.consistency = consistency;
    this.clock = clock;
  }

  @GET
  @Roles({"guardian", "pupil"})
  @Operation(
      summary = "Read the own messages, the newest first",
      description =
          "In the language that the school knows of the guardian, with names as they are now."
              + " What the guardian may no longer be told is left out. A pupil finds what is told to"
              + " them in person, once of age.")
  @APIResponse(responseCode = "200", description = "A page of messages in words")
  public Uni<RestResponse<Listing<FeedItem>>> read(
      @PathParam("school") String school, @BeanParam Page page) {
    Reader reader = reader(school);
    Before before = page.after(2, FeedResource::before).orElse(null);
    int most = page.toRead();
    return consistency
        .reached("message-view")
        .chain(() -> feed.rows(reader, before, most))
        .chain(
            rows -> {
              List<FeedRow> shown = rows.subList(0, Math.min(rows.size(), most - 1));
              return feed.written(reader, shown).map(words -> answer(rows, words, page));
            });
  }

  private static RestResponse<Listing<FeedItem>> answer(
      List<FeedRow> rows, Map<UUID, FeedItem> words, Page page) {
    RestResponse<Listing<FeedItem>> whole =
        page.answer(
            rows, row -> Cursor.of(row.sentAt(), row.message()), row -> words.get(row.message()));
    List<FeedItem> items = whole.getEntity().items().stream().filter(item -> item != null).toList();
    return RestResponse.ResponseBuilder.ok(new Listing<>(items, whole.getEntity().next()))
        .replaceAll(whole.getHeaders())
        .build();
  }

  @POST
  @Roles({"guardian", "pupil"})
  @Path("/{message}/receipts")
  @Operation(
      operationId = "markMessageRead",
      summary = "Say that a message was read",
      description = "Said again it changes nothing.")
  @APIResponse(responseCode = "200", description = "It is read")
  public Uni<RestResponse<Receipt>> receipt(
      @PathParam("school") String school, @PathParam("message") UUID message) {
    Reader reader = reader(school);
    Instant now = clock.instant();
    StreamId stream = Messages.stream(reader.board(), reader.school(), message);
    return messages
        .load(stream)
        .invoke(loaded -> demandOwn(loaded.state(), reader))
        .chain(
            () ->
                commands
                    .send(messages.handler(), stream, new RecordReading(now))
                    .ok(outcome -> new Receipt(outcome.stream().id(), outcome.state().life())));
  }

  /** What is another's, goes another way or is not out yet is not in this feed. */
  private static void demandOwn(Message message, Reader reader) {
    boolean inFeed =
        message.exists()
            && message.notice().channel() == Channel.PORTAL
            && message.notice().guardian().equals(reader.guardian())
            && message.life().isOut();
    if (!inFeed) {
      throw new NotYours();
    }
  }

  private Reader reader(String school) {
    School at = caller.at(school);
    return new Reader(caller.board(), at, caller.person().orElseThrow(NotYours::new));
  }

  private static Before before(List<String> keys) {
    return new Before(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)));
  }
}

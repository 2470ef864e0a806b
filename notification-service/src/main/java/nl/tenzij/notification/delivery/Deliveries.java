package nl.tenzij.notification.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.notification.delivery.MessageRow.After;
import nl.tenzij.notification.delivery.MessageRow.Sight;
import nl.tenzij.notification.delivery.MessageRow.Wanted;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.school.OwnChildren;
import nl.tenzij.notification.teaching.Teaching;
import nl.tenzij.notification.trigger.Triggers;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists messages as they stand, as far as the caller may see them. */
@RequestScoped
public class Deliveries {

  /** See all of the school's messages. */
  static final String[] OF_THE_SCHOOL = {"head", "pipeline"};

  /** See those about the pupils whom they teach or mentor now. */
  static final String[] OF_THEIR_PUPILS = {"mentor", "teacher"};

  private final Caller caller;
  private final OwnChildren children;
  private final Teaching teaching;
  private final SchoolHours hours;
  private final Clock clock;
  private final Pool pool;
  private final Triggers triggers;

  Deliveries(
      Caller caller,
      OwnChildren children,
      Teaching teaching,
      SchoolHours hours,
      Clock clock,
      Pool pool,
      Triggers triggers) {
    this.caller = caller;
    this.children = children;
    this.teaching = teaching;
    this.hours = hours;
    this.clock = clock;
    this.pool = pool;
    this.triggers = triggers;
  }

  Uni<RestResponse<Listing<Delivery>>> about(School school, String field, String value, Page page) {
    After after = page.after(2, Deliveries::after).orElse(null);
    int most = page.toRead();
    Wanted wanted = new Wanted(caller.board().id(), school.id(), field, value);
    return Uni.createFrom()
        .deferred(() -> sees(school))
        .chain(
            sight ->
                read(wanted, sight, after, most).map(rows -> answer(page, rows, shownTo(sight))));
  }

  /**
   * Who teaches a pupil does not learn here what the head decided, or took back: others reported
   * it.
   */
  private static Function<MessageRow, Delivery> shownTo(Sight sight) {
    return sight instanceof Sight.OfPupils ? row -> Delivery.of(row).unnamed() : Delivery::of;
  }

  private static RestResponse<Listing<Delivery>> answer(
      Page page, List<MessageRow> rows, Function<MessageRow, Delivery> shown) {
    return page.answer(rows, row -> Cursor.of(row.queuedAt, row.message), shown);
  }

  /** What one guardian was told, for that guardian. */
  Uni<RestResponse<Listing<Delivery>>> own(School school, String guardian, Page page) {
    After after = page.after(2, Deliveries::after).orElse(null);
    int most = page.toRead();
    Wanted wanted = new Wanted(caller.board().id(), school.id(), "guardian", guardian);
    return read(wanted, new Sight.Told(), after, most)
        .map(rows -> answer(page, rows, Delivery::of));
  }

  /** Of an own child nobody sees here what was sent to whom; what they were told is their own. */
  private Uni<Sight> sees(School school) {
    Set<String> roles = caller.roles(school);
    if (roles.contains("head")) {
      return children.at(school).map(Sight.Whole::new);
    }
    if (roles.contains("pipeline")) {
      // Who asked for an exemption, has one or lost it is not for other systems to know.
      return Uni.createFrom().item(new Sight.Without(triggers.ofSupport()));
    }
    return caller
        .person()
        .map(
            staff ->
                hours
                    .of(caller.board(), school, pool)
                    .map(known -> known.day(clock.instant()))
                    .chain(day -> teaching.pupilsOf(caller.board(), school, staff, day, pool)))
        .orElseGet(() -> Uni.createFrom().item(List.of()))
        .chain(
            pupils ->
                children
                    .at(school)
                    .map(own -> pupils.stream().filter(pupil -> !own.contains(pupil)).toList()))
        .map(Sight.OfPupils::new);
  }

  private static Uni<List<MessageRow>> read(Wanted wanted, Sight sight, After after, int most) {
    if (sight instanceof Sight.OfPupils(List<String> pupils) && pupils.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Panache.withSession(() -> MessageRow.list(wanted, sight, after, most));
  }

  private static After after(List<String> keys) {
    return new After(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)));
  }
}

package nl.tenzij.local.day;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nl.tenzij.components.Mail;
import nl.tenzij.local.SharedClock;

/**
 * What someone outside the product has to do with: the gateway, a place to sign in, the broker that
 * the school's own systems may read, and the mailboxes.
 *
 * @param mails all that were delivered so far
 * @param clock by which the services go
 * @param heard told of each answer that somebody gets
 */
public record Surroundings(
    URI gateway,
    Access access,
    String kafkaBootstrapServers,
    Supplier<List<Mail>> mails,
    SharedClock clock,
    Consumer<Api.Heard> heard) {}

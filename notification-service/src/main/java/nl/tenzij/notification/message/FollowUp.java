package nl.tenzij.notification.message;

/**
 * What those are told who were told something that no longer holds.
 *
 * @param event id of the published event that overtook the message
 */
public record FollowUp(String event, String template, int edition) {}

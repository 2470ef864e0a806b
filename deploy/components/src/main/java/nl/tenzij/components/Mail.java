package nl.tenzij.components;

/**
 * A mail as it was delivered to one recipient.
 *
 * @param from the sender as the header says
 * @param to the recipient as the envelope says
 * @param text the plain part, empty where there is none
 * @param html the HTML part, empty where there is none
 * @param source the whole message, headers and all
 */
public record Mail(
    String from, String to, String subject, String text, String html, String source) {}

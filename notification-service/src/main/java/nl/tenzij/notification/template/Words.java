package nl.tenzij.notification.template;

/** A template's name and edition. */
public record Words(String name, int edition) {}

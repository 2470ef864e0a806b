package nl.tenzij.notification.message;

/** How a message travels. */
public enum Channel {
  /** SMTP, plain text and HTML. */
  EMAIL,

  /** The feed that guardians open by themselves. */
  PORTAL
}

package nl.tenzij.notification.message;

/** Why a message waits, failed or was cancelled. Names are stored and published: never rename. */
public enum Reason {
  /** Held: guardians get no messages at this hour. */
  QUIET_HOURS,
  /** Held: this guardian had a mail a moment ago; what follows goes out together. */
  BURST,
  /** Held: until then it can turn out that there is nothing to tell. */
  GRACE,
  /** Waits: the mail server does not answer or says to come back later. */
  MAIL_SERVER_AWAY,
  /** Waits: the mail server gave no answer in the end, so that it may have taken it. */
  MAIL_SERVER_SILENT,
  /** Waits: names and address cannot be asked for now. */
  SCHOOL_SERVICE_AWAY,
  /** Failed: the mail server refuses this recipient or mail for good. */
  MAIL_REFUSED,
  /** Failed: accepted first, returned later; nobody tells of that yet. */
  BOUNCED,
  /** Failed: the roster holds no e-mail address for the guardian. */
  NO_ADDRESS,
  /**
   * Failed: the roster knows the guardian or the pupil no longer, or of no tie between them. While
   * it waits: no tie is known yet.
   */
  NO_LONGER_KNOWN,
  /** Failed: tried for as long as patience lasts, without ever an answer. */
  GIVEN_UP,
  /** Cancelled: the guardian is not to be informed of this pupil without asking (BW 1:377c). */
  NOT_TO_BE_INFORMED,
  /** Cancelled: what it tells was revoked before it went out. */
  REVOKED,

  /** Cancelled: a newer message tells the whole of it as it is now. */
  REPLACED;

  /**
   * As others hear of it, in the words of the first version: whether a mail server that gave no
   * answer may have taken the mail is ours to know.
   */
  public Reason published() {
    return this == MAIL_SERVER_SILENT ? MAIL_SERVER_AWAY : this;
  }
}

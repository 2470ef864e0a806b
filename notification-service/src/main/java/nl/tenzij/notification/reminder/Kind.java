package nl.tenzij.notification.reminder;

/** What somebody is reminded of. */
public enum Kind {
  /** An exemption's review comes or is due (S3 §4D: nothing lapses silently). */
  REVIEW_DUE,
  /** The school day is over and a device was not given back yet (LKC 08.035). */
  DEVICE_RETURN_DUE,
  /** A measure was imposed that runs once the head has confirmed it in writing (S2). */
  CONFIRMATION_DUE,
  /** A measure was proposed, and nobody has decided on it by the next school day. */
  PROPOSAL_WAITING,
  /**
   * What was decided on a pupil goes on, who by a correction of the incident did not do it, or
   * beside a proposal that was revoked as a mistake.
   */
  RECONSIDERATION_DUE,
  /** A roster stopped and waits for somebody to say that it may go on. */
  ROSTER_WAITING,
  /** A request for an exemption waits for its decision longer than the policy has it. */
  DECISION_DUE,
  /** A request for an exemption was not complete by its day. */
  REQUEST_INCOMPLETE,
  /** A measure's first day comes before the school may write home of it (S1). */
  HOME_NOT_TOLD,
  /** The same of a pupil who is of age and is told in person: the pupil was not told yet. */
  PUPIL_NOT_TOLD,
  /** Messages went to a pupil in person, of whom the roster says no more that they are of age. */
  TOLD_IN_PERSON,
  /** A decision on a pupil waits for somebody at home who can be told, and nobody is known. */
  NOBODY_TO_TELL,
  /** Nobody takes a confidential concern up (S3 §5B). */
  CONCERN_WAITING,
  /** A policy lies before a section of the participation council (WMS art. 10, 12 and 14). */
  CONSENT_ASKED,
  /** A policy's first day was made known, comes or passed, and nobody has activated it. */
  ACTIVATION_DUE
}

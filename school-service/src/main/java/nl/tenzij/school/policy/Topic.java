package nl.tenzij.school.policy;

/** What a policy is about. Every topic has the same life. */
public enum Topic {
  PHONES,
  SOCIAL_MEDIA,
  AI
}

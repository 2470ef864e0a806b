package nl.tenzij.exception.exemption;

/**
 * How the device is used, as agreed with the pupil. A closed list, since a teacher reads it: there
 * is no room in it for what would tell of a condition (S3 §3B).
 */
public enum AgreedUse {
  ON_TABLE,
  IN_BAG,
  SOUND_OFF,
  EARPHONES,
  MICROPHONE,
  CAMERA,
  NOTIFICATIONS,
  CALLS,
  OUTSIDE_CLASSROOM
}

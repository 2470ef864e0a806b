package nl.tenzij.exception.exemption;

/**
 * What the device is needed for (S3 §1.2). Says much about a pupil, so it is sealed in the log and
 * never leaves the service.
 */
public enum Purpose {
  STIMULUS_REGULATION,
  MEDICAL_APP,
  STRUCTURE_PLANNING,
  COMMUNICATION_AID,
  READ_ALOUD,
  SPEECH_TO_TEXT,
  REACHABILITY,
  OTHER
}

package nl.tenzij.notification.pupil;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One of a pupil's guardians, as school-service tells it.
 *
 * @param language BCP 47
 * @param informed whether this guardian is told about the pupil unasked (BW 1:377c)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Guardian(String guardian, String language, boolean informed) {}

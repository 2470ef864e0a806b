package nl.tenzij.school.pupil;

/**
 * Who looks after a pupil.
 *
 * @param mentor a member of staff, null where none is named
 * @param careCoordinator a member of staff, null where none is named
 * @param plan whether the pupil has a support plan (OPP)
 */
public record Support(String mentor, String careCoordinator, boolean plan) {

  public static final Support NONE = new Support(null, null, false);
}

package nl.tenzij.sanction.sanction;

/** Why a sanction does not hold, and whether the breach still counts on the ladder. */
public enum RevocationGround {
  /** The proposal was weighed and nothing is imposed; what happened still counts. */
  DECLINED(true),
  /** It rested on a mistake: another pupil, or it did not happen. */
  MISTAKEN(false),
  OBJECTION_UPHELD(false);

  private final boolean breachStillCounts;

  RevocationGround(boolean breachStillCounts) {
    this.breachStillCounts = breachStillCounts;
  }

  public boolean breachStillCounts() {
    return breachStillCounts;
  }
}

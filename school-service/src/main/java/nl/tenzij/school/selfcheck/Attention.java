package nl.tenzij.school.selfcheck;

import nl.tenzij.school.law.Provision;

/** What else a school has to see to, whatever the tree says (S0: points of attention). */
public enum Attention {
  PUPILS_STATUTE_NOT_CONSENTED(Provision.CONSENT_PUPILS_STATUTE),
  STAFF_RULES_NOT_CONSENTED(Provision.CONSENT_STAFF_RULES),
  STATUTE_TO_RENEW(Provision.STATUTE_RENEWAL),
  ADVICE_ON_REMOVAL(Provision.ADVICE_REMOVAL),
  EVALUATION_DUE(null),
  OUTSIDE_FRAMEWORK(null);

  private final Provision provision;

  Attention(Provision provision) {
    this.provision = provision;
  }

  /** Null where no article of law is behind it. */
  public Provision provision() {
    return provision;
  }
}

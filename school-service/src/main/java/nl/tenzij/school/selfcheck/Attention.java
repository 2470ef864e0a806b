package nl.tenzij.school.selfcheck;

/** What else a school has to see to, whatever the tree says (S0: points of attention). */
public enum Attention {
  PUPILS_STATUTE_NOT_CONSENTED,
  PUPILS_STATUTE_NOT_ADAPTED,
  STAFF_RULES_NOT_CONSENTED,
  STAFF_RULES_NOT_ADAPTED,
  STATUTE_TO_RENEW,
  ADVICE_ON_REMOVAL,
  OTHER_DEVICES_LEFT_OPEN,
  EVALUATION_DUE,
  OUTSIDE_FRAMEWORK,
  DRAFT_NOT_WITHIN
}

package nl.tenzij.notification.reminder;

/** What a reminder can say beside what it is of and whom it is about. */
enum Detail {
  /** Of a review, or a day that was made known, how pressing it is. */
  STAGE,
  /** By which day something has to be done, or on which day it begins. */
  DUE_ON,
  /** The first day on which it is shown; where it has none, it is at once. */
  FIRST_SHOWN,
  /** The last day on which it is shown; where it has none, its end is told. */
  LAST_SHOWN,
  /** From which day on others are reminded too. */
  PASSED_ON,
  /** Which incident whoever is reminded recorded, of all that teach or mentor the pupil. */
  INCIDENT,
  /** Who has the device. */
  TAKEN_BY
}

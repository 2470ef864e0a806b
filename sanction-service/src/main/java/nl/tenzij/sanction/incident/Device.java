package nl.tenzij.sanction.incident;

/** Anything that can record or show sound or image (S2). */
public enum Device {
  SMARTPHONE,
  SMARTWATCH,
  TABLET,
  LAPTOP,
  EARBUDS,
  MUSIC_PLAYER,
  GAME_CONSOLE,
  CAMERA,
  OTHER;

  /**
   * Whether it is what pupils work on in class. A ban is one on bringing a phone (S2): it leaves
   * such a device where it is, to the use rules and to what a teacher opens.
   */
  public boolean isForSchoolWork() {
    return this == TABLET || this == LAPTOP;
  }
}

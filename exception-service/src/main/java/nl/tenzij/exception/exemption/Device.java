package nl.tenzij.exception.exemption;

/** What can record or show sound or image (S2). */
public enum Device {
  SMARTPHONE,
  SMARTWATCH,
  TABLET,
  LAPTOP,
  EARBUDS,
  MUSIC_PLAYER,
  GAME_CONSOLE,
  CAMERA,
  OTHER
}

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
  OTHER
}
